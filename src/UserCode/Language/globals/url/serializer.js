// A record of a URL as text.

function formatPath(url) {
  if (isOpaque(url)) return url.path;
  let text = '';
  for (let i = 0; i < url.path.length; i++) text += `/${url.path[i]}`;
  return text;
}

const formatHost = url => url.host === null ? '' : url.port === null ? url.host : `${url.host}:${url.port}`;

function formatUrl(url) {
  let text = `${url.scheme}:`;
  if (url.host !== null) {
    text += '//';
    if (url.username !== '' || url.password !== '') text += `${url.username}${url.password === '' ? '' : `:${url.password}`}@`;
    text += formatHost(url);
  } else if (!isOpaque(url) && url.path.length > 1 && url.path[0] === '') {
    // Or else the path would be read as an authority.
    text += '/.';
  }
  text += formatPath(url);
  if (url.query !== null) text += `?${url.query}`;
  return url.fragment === null ? text : `${text}#${url.fragment}`;
}

function formatOrigin(url) {
  if (url.scheme === 'blob') {
    const inner = isOpaque(url) ? parseUrl(url.path, null) : null;
    return inner !== null && (inner.scheme === 'http' || inner.scheme === 'https') ? formatOrigin(inner) : 'null';
  }
  return isSpecial(url.scheme) && url.scheme !== 'file' ? `${url.scheme}://${formatHost(url)}` : 'null';
}
