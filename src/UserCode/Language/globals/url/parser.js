// The parser of the URL standard. The standard's is a machine that goes over the text character by character; what it does can as well be said by
// cutting the text up, from the outside in: fragment, query, scheme, authority, path.
// A record of a URL: scheme, username, password, host, port, path (a list of segments, or text when it is opaque), query and fragment; null is absent.

const DEFAULT_PORTS = { __proto__: null, http: 80, https: 443, ws: 80, wss: 443, ftp: 21, file: null };
const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):/;
const BREAKS = /[\t\n\r]/;
const WINDOWS_DRIVE = /^[A-Za-z][:|]$/;
const STARTS_WITH_DRIVE = /^[A-Za-z][:|](?:[/\\]|$)/;
const ONE_DOT = /^(?:\.|%2e)$/i;
const TWO_DOTS = /^(?:\.|%2e){2}$/i;

const isSpecial = scheme => scheme in DEFAULT_PORTS;
const isOpaque = url => typeof url.path === 'string';
const isSlash = (character, special) => character === '/' || (special && character === '\\');

function withoutBreaks(text) {
  if (exec(BREAKS, text) === null) return text;
  let result = '';
  for (let i = 0; i < text.length; i++) if (exec(BREAKS, text[i]) === null) result += text[i];
  return result;
}

function trimmed(text) {
  let from = 0, to = text.length;
  while (from < to && charCodeAt(text, from) <= 0x20) from++;
  while (to > from && charCodeAt(text, to - 1) <= 0x20) to--;
  return slice(text, from, to);
}

// null when the text is no URL.
function parseUrl(text, base) {
  let rest = withoutBreaks(trimmed(text)), query = null, fragment = null;
  const hash = indexOf(rest, '#');
  if (hash >= 0) {
    fragment = slice(rest, hash + 1);
    rest = slice(rest, 0, hash);
  }
  const scheme = exec(SCHEME, rest);
  const mark = indexOf(rest, '?');
  if (mark >= 0) {
    query = slice(rest, mark + 1);
    rest = slice(rest, 0, mark);
  }
  const url = { scheme: '', username: '', password: '', host: null, port: null, path: [], query: null, fragment: null };
  if (scheme !== null) {
    url.scheme = lowerCase(scheme[1]);
    if (!readAfterScheme(url, slice(rest, scheme[0].length), base, query !== null || fragment !== null)) return null;
  } else {
    if (base === null) return null;
    url.scheme = base.scheme;
    if (isOpaque(base)) {
      if (rest !== '' || query !== null || fragment === null) return null;
      url.path = base.path;
      url.query = base.query;
    } else if (!(base.scheme === 'file' ? readFile(url, rest, base) : readRelative(url, rest, base))) {
      return null;
    }
  }
  if (query !== null) url.query = encodeQuery(url, query);
  if (fragment !== null) url.fragment = percentEncode(fragment, FRAGMENT_SET);
  return url;
}

const encodeQuery = (url, text) => percentEncode(text, isSpecial(url.scheme) ? SPECIAL_QUERY_SET : QUERY_SET);

function readAfterScheme(url, rest, base, more) {
  const related = base !== null && base.scheme === url.scheme;
  if (url.scheme === 'file') return readFile(url, rest, related ? base : null);
  if (isSpecial(url.scheme)) return related && slice(rest, 0, 2) !== '//' ? readRelative(url, rest, base) : readAuthority(url, skipSlashes(rest));
  if (slice(rest, 0, 2) === '//') return readAuthority(url, slice(rest, 2));
  if (rest[0] === '/') {
    readPath(url, slice(rest, 1));
  } else {
    // A blank at the end would be lost when the URL is read again without what follows.
    const blank = more && rest[rest.length - 1] === ' ';
    url.path = percentEncode(blank ? slice(rest, 0, -1) : rest, CONTROL_SET) + (blank ? '%20' : '');
  }
  return true;
}

function skipSlashes(text) {
  let from = 0;
  while (isSlash(text[from], true)) from++;
  return slice(text, from);
}

function readRelative(url, rest, base) {
  const special = isSpecial(url.scheme);
  if (isSlash(rest[0], special) && isSlash(rest[1], special)) return readAuthority(url, special ? skipSlashes(rest) : slice(rest, 2));
  url.username = base.username;
  url.password = base.password;
  url.host = base.host;
  url.port = base.port;
  if (isSlash(rest[0], special)) readPath(url, slice(rest, 1));
  else readPathAgainst(url, rest, base);
  return true;
}

function readPathAgainst(url, rest, base) {
  url.path = copyList(base.path);
  if (rest === '') {
    url.query = base.query;
    return;
  }
  if (url.scheme === 'file' && exec(STARTS_WITH_DRIVE, rest) !== null) url.path = [];
  else shorten(url);
  readPath(url, rest);
}

function readFile(url, rest, base) {
  url.host = '';
  if (isSlash(rest[0], true) && isSlash(rest[1], true)) return readFileHost(url, slice(rest, 2));
  if (base !== null) url.host = base.host;
  if (isSlash(rest[0], true)) {
    const drive = base !== null && base.path.length > 0 ? base.path[0] : '';
    if (isDrive(drive) && exec(STARTS_WITH_DRIVE, slice(rest, 1)) === null) url.path[0] = drive;
    readPath(url, slice(rest, 1));
  } else if (base !== null) {
    readPathAgainst(url, rest, base);
  } else {
    readPath(url, rest);
  }
  return true;
}

function readFileHost(url, rest) {
  const end = endOfAuthority(rest, true), text = slice(rest, 0, end);
  if (exec(WINDOWS_DRIVE, text) !== null) {
    readPath(url, rest);
    return true;
  }
  if (text !== '') {
    const host = parseHost(text, true);
    if (host === null) return false;
    url.host = host === 'localhost' ? '' : host;
  }
  readPathStart(url, slice(rest, end));
  return true;
}

function endOfAuthority(text, special) {
  let end = 0;
  while (end < text.length && !isSlash(text[end], special)) end++;
  return end;
}

function readAuthority(url, rest) {
  const special = isSpecial(url.scheme), end = endOfAuthority(rest, special);
  let hostAndPort = slice(rest, 0, end);
  const at = lastIndexOf(hostAndPort, '@');
  if (at >= 0) {
    const credentials = slice(hostAndPort, 0, at), colon = indexOf(credentials, ':');
    url.username = percentEncode(colon < 0 ? credentials : slice(credentials, 0, colon), USER_SET);
    if (colon >= 0) url.password = percentEncode(slice(credentials, colon + 1), USER_SET);
    hostAndPort = slice(hostAndPort, at + 1);
    if (hostAndPort === '') return false;
  }
  const colon = portColon(hostAndPort), text = colon < 0 ? hostAndPort : slice(hostAndPort, 0, colon);
  if (text === '' && (special || colon >= 0)) return false;
  url.host = parseHost(text, special);
  if (url.host === null) return false;
  if (colon >= 0 && !readPort(url, slice(hostAndPort, colon + 1))) return false;
  readPathStart(url, slice(rest, end));
  return true;
}

// The colon before the port, which is not one of an IPv6 address.
function portColon(text) {
  let inside = false;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '[') inside = true;
    else if (text[i] === ']') inside = false;
    else if (text[i] === ':' && !inside) return i;
  }
  return -1;
}

function readPort(url, text) {
  if (text === '') {
    url.port = null;
    return true;
  }
  const port = exec(DIGITS, text) === null ? 65536 : +text;
  if (port > 65535) return false;
  url.port = port === DEFAULT_PORTS[url.scheme] ? null : port;
  return true;
}

function readPathStart(url, text) {
  const special = isSpecial(url.scheme);
  if (special || text !== '') readPath(url, isSlash(text[0], special) ? slice(text, 1) : text);
}

// Adds the segments of a text, which comes after a slash, to the path.
function readPath(url, text) {
  const special = isSpecial(url.scheme), path = url.path;
  for (let from = 0, end; from <= text.length; from = end + 1) {
    end = from;
    while (end < text.length && !isSlash(text[end], special)) end++;
    let segment = percentEncode(slice(text, from, end), PATH_SET);
    const last = end === text.length, twoDots = exec(TWO_DOTS, segment) !== null;
    if (twoDots) shorten(url);
    if (twoDots || exec(ONE_DOT, segment) !== null) {
      if (last) path[path.length] = '';
      continue;
    }
    if (url.scheme === 'file' && path.length === 0 && exec(WINDOWS_DRIVE, segment) !== null) segment = `${segment[0]}:`;
    path[path.length] = segment;
  }
}

const isDrive = segment => segment[1] === ':' && exec(WINDOWS_DRIVE, segment) !== null;

// Up to the parent, but never above a drive.
function shorten(url) {
  const path = url.path;
  if (path.length > 0 && !(url.scheme === 'file' && path.length === 1 && isDrive(path[0]))) path.length--;
}

function copyList(list) {
  const copied = [];
  for (let i = 0; i < list.length; i++) copied[i] = list[i];
  return copied;
}
