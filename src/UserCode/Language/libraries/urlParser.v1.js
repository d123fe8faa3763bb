// @rs/urlParser/v1: the URL and URLSearchParams that are there anyway, for code that imports them.

const { URL, URLSearchParams } = globalThis;

export { URL, URLSearchParams };
export default { URL, URLSearchParams };
