// @rs/urlParser/v1: the URL and URLSearchParams that are there anyway, for code that imports them.

const Address = URL, Params = URLSearchParams;

export { Address as URL, Params as URLSearchParams };
export default { URL: Address, URLSearchParams: Params };
