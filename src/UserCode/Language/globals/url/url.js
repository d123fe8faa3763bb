// URL: a record of the parser, read and changed by its parts.

const parseAgainst = (text, base) => {
  let against = null;
  if (base !== undefined) {
    against = parseUrl(scalarText(base), null);
    if (against === null) return null;
  }
  return parseUrl(scalarText(text), against);
};

class URL {
  #url;
  #params = undefined;

  constructor(url, base = undefined) {
    needArguments(arguments.length, 1, 'URL');
    const parsed = parseAgainst(url, base);
    if (parsed === null) throw invalidUrl(url);
    this.#url = parsed;
  }

  static canParse(url, base = undefined) {
    needArguments(arguments.length, 1, 'URL.canParse');
    return parseAgainst(url, base) !== null;
  }

  static parse(url, base = undefined) {
    needArguments(arguments.length, 1, 'URL.parse');
    const parsed = parseAgainst(url, base);
    if (parsed === null) return null;
    const result = new URL('a:');
    result.#url = parsed;
    return result;
  }

  #syncParams() {
    if (this.#params !== undefined) replaceList(this.#params, this.#url.query ?? '');
  }

  get href() {
    return formatUrl(this.#url);
  }

  set href(value) {
    const parsed = parseUrl(scalarText(value), null);
    if (parsed === null) throw invalidUrl(value);
    this.#url = parsed;
    this.#syncParams();
  }

  get origin() {
    return formatOrigin(this.#url);
  }

  get protocol() {
    return `${this.#url.scheme}:`;
  }

  set protocol(value) {
    changeScheme(this.#url, scalarText(value));
  }

  get username() {
    return this.#url.username;
  }

  set username(value) {
    const text = scalarText(value);
    if (!hasNoAuthority(this.#url)) this.#url.username = percentEncode(text, USER_SET);
  }

  get password() {
    return this.#url.password;
  }

  set password(value) {
    const text = scalarText(value);
    if (!hasNoAuthority(this.#url)) this.#url.password = percentEncode(text, USER_SET);
  }

  get host() {
    return formatHost(this.#url);
  }

  set host(value) {
    changeHost(this.#url, scalarText(value), true);
  }

  get hostname() {
    return this.#url.host ?? '';
  }

  set hostname(value) {
    changeHost(this.#url, scalarText(value), false);
  }

  get port() {
    return this.#url.port === null ? '' : `${this.#url.port}`;
  }

  set port(value) {
    const text = scalarText(value);
    if (hasNoAuthority(this.#url)) return;
    if (text === '') this.#url.port = null;
    else changePort(this.#url, text);
  }

  get pathname() {
    return formatPath(this.#url);
  }

  set pathname(value) {
    const text = scalarText(value);
    if (!isOpaque(this.#url)) changePath(this.#url, text);
  }

  get search() {
    return this.#url.query ? `?${this.#url.query}` : '';
  }

  set search(value) {
    changeQuery(this.#url, scalarText(value));
    this.#syncParams();
  }

  get searchParams() {
    return this.#params ??= paramsOf(this.#url.query ?? '', query => { this.#url.query = query === '' ? null : query; });
  }

  get hash() {
    return this.#url.fragment ? `#${this.#url.fragment}` : '';
  }

  set hash(value) {
    changeFragment(this.#url, scalarText(value));
  }

  toString() {
    return formatUrl(this.#url);
  }

  toJSON() {
    return formatUrl(this.#url);
  }
}

function invalidUrl(text) {
  const error = new TypeError('Invalid URL');
  define(error, 'code', 'ERR_INVALID_URL');
  define(error, 'input', `${text}`);
  return error;
}

define(URL.prototype, TAG, 'URL');
define(URLSearchParams.prototype, TAG, 'URLSearchParams');
define(URLSearchParams.prototype, ITERATOR, URLSearchParams.prototype.entries);
publish('URL', URL);
publish('URLSearchParams', URLSearchParams);
