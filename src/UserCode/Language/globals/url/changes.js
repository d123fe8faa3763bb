// What the setters of URL do to a record. A value that doesn't fit changes nothing.

const SCHEME_VALUE = /^([A-Za-z][A-Za-z0-9+.-]*)(?::|$)/;
const LEADING_DIGITS = /^[0-9]+/;

const hasCredentials = url => url.username !== '' || url.password !== '';
const hasNoAuthority = url => url.host === null || url.host === '' || url.scheme === 'file';

function changeScheme(url, value) {
  const match = exec(SCHEME_VALUE, withoutBreaks(value));
  if (match === null) return;
  const scheme = lowerCase(match[1]);
  if (isSpecial(scheme) !== isSpecial(url.scheme)) return;
  if (scheme === 'file' && (hasCredentials(url) || url.port !== null)) return;
  if (url.scheme === 'file' && url.host === '') return;
  url.scheme = scheme;
  if (url.port === DEFAULT_PORTS[scheme]) url.port = null;
}

// `host` may bring a port along, `hostname` may not.
function changeHost(url, value, withPort) {
  if (isOpaque(url)) return;
  const special = isSpecial(url.scheme), text = beforeAny(withoutBreaks(value), special ? /[/\\?#]/ : /[/?#]/);
  if (url.scheme === 'file') {
    const host = text === '' ? '' : parseHost(text, true);
    if (host !== null) url.host = host === 'localhost' ? '' : host;
    return;
  }
  const colon = portColon(text), name = colon < 0 ? text : slice(text, 0, colon);
  if (colon >= 0 && !withPort) return;
  if (name === '' && (special || colon >= 0 || hasCredentials(url) || url.port !== null)) return;
  const host = parseHost(name, special);
  if (host === null) return;
  url.host = host;
  if (colon >= 0) changePort(url, slice(text, colon + 1));
}

function beforeAny(text, pattern) {
  const match = exec(pattern, text);
  return match === null ? text : slice(text, 0, match.index);
}

function changePort(url, value) {
  const digits = exec(LEADING_DIGITS, withoutBreaks(value));
  if (digits !== null) readPort(url, digits[0]);
}

function changePath(url, value) {
  url.path = [];
  const text = withoutBreaks(value);
  if (text === '' && url.host === null && !isSpecial(url.scheme)) url.path[0] = '';
  else readPathStart(url, text);
}

const withoutMark = (text, mark) => text[0] === mark ? slice(text, 1) : text;

function changeQuery(url, value) {
  url.query = value === '' ? null : encodeQuery(url, withoutBreaks(withoutMark(value, '?')));
}

function changeFragment(url, value) {
  url.fragment = value === '' ? null : percentEncode(withoutBreaks(withoutMark(value, '#')), FRAGMENT_SET);
}
