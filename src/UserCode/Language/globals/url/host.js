// Hosts of the URL standard: names, IPv4 and IPv6 addresses, and opaque hosts of schemes that the standard doesn't know.

const FORBIDDEN_IN_HOST = /[\0\t\n\r #/:<>?@[\\\]^|]/;
const FORBIDDEN_IN_DOMAIN = /[\0-\x20#%/:<>?@[\\\]^|\x7f]/;
const DIGITS = /^[0-9]+$/;
const OCTAL_DIGITS = /^[0-7]+$/;
const HEX_DIGITS = /^[0-9A-Fa-f]*$/;

// As it is written in a URL, or null when it is none.
function parseHost(text, special) {
  if (text[0] === '[') {
    if (text[text.length - 1] !== ']') return null;
    const pieces = parseIPv6(slice(text, 1, -1));
    return pieces === null ? null : `[${formatIPv6(pieces)}]`;
  }
  if (!special) return exec(FORBIDDEN_IN_HOST, text) !== null ? null : percentEncode(text, CONTROL_SET);
  const name = toAscii(percentDecode(text));
  if (name === null || name === '' || exec(FORBIDDEN_IN_DOMAIN, name) !== null) return null;
  const parts = splitText(name, '.');
  if (parts[parts.length - 1] === '' && parts.length > 1) parts.length--;
  const last = parts[parts.length - 1];
  return exec(DIGITS, last) !== null || ipv4Number(last) !== null ? parseIPv4(parts) : name;
}

// Decimal, octal with 0, or hexadecimal with 0x; null when it is no number.
function ipv4Number(text) {
  let base = 10, digits = text, valid = DIGITS;
  if (text[0] === '0' && (text[1] === 'x' || text[1] === 'X')) {
    base = 16;
    digits = slice(text, 2);
    valid = HEX_DIGITS;
  } else if (text[0] === '0' && text.length > 1) {
    base = 8;
    digits = slice(text, 1);
    valid = OCTAL_DIGITS;
  }
  if (exec(valid, digits) === null) return null;
  let value = 0;
  for (let i = 0; i < digits.length; i++) value = value * base + hexValue(charCodeAt(digits, i));
  return value;
}

// The last number fills all the bytes that are left: 127.1 is 127.0.0.1.
function parseIPv4(parts) {
  if (parts.length > 4) return null;
  let address = 0;
  for (let i = 0; i < parts.length; i++) {
    const value = ipv4Number(parts[i]), last = i === parts.length - 1;
    if (value === null || value >= (last ? 256 ** (4 - i) : 256)) return null;
    address += last ? value : value * 256 ** (3 - i);
  }
  return `${(address / 0x1000000) | 0}.${address >> 16 & 255}.${address >> 8 & 255}.${address & 255}`;
}

// Eight numbers. `::` stands for one zero at least; what is to its right is read as if it were one, then moved to the end.
function parseIPv6(text) {
  const pieces = [0, 0, 0, 0, 0, 0, 0, 0];
  let count = 0, gap = -1, i = 0;
  if (text[0] === ':') {
    if (text[1] !== ':') return null;
    i = 2;
    gap = count = 1;
  }
  while (i < text.length) {
    if (count === 8) return null;
    if (text[i] === ':') {
      if (gap >= 0) return null;
      i++;
      gap = ++count;
      continue;
    }
    const start = i;
    let value = 0;
    for (; i < start + 4 && i < text.length && isHex(charCodeAt(text, i)); i++) value = value << 4 | hexValue(charCodeAt(text, i));
    if (text[i] === '.') {
      if (i === start || count > 6 || !readIPv4Pieces(slice(text, start), pieces, count)) return null;
      count += 2;
      break;
    }
    if (text[i] === ':' ? ++i === text.length : i < text.length) return null;
    pieces[count++] = value;
  }
  if (gap < 0) return count === 8 ? pieces : null;
  for (let from = count - 1, to = 7; from >= gap; from--, to--) {
    pieces[to] = pieces[from];
    if (to !== from) pieces[from] = 0;
  }
  return pieces;
}

// An IPv4 address at the end of an IPv6 one: four decimal numbers, without leading zeros.
function readIPv4Pieces(text, pieces, at) {
  const parts = splitText(text, '.');
  if (parts.length !== 4) return false;
  for (let i = 0; i < 4; i++) {
    const part = parts[i], value = exec(DIGITS, part) === null || part.length > 3 || (part[0] === '0' && part.length > 1) ? 256 : ipv4Number(part);
    if (value > 255) return false;
    pieces[at + (i >> 1)] = pieces[at + (i >> 1)] << 8 | value;
  }
  return true;
}

const hexText = uncurry(Number.prototype.toString);

// The first longest run of two or more zeros becomes `::`.
function formatIPv6(pieces) {
  let gap = -1, longest = 1;
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && pieces[end] === 0) end++;
    if (end - i > longest) {
      longest = end - i;
      gap = i;
    }
    i = end;
  }
  let text = '';
  for (let i = 0; i < 8; i++) {
    if (i === gap) {
      text += i === 0 ? '::' : ':';
      i += longest - 1;
      continue;
    }
    text += hexText(pieces[i], 16);
    if (i < 7) text += ':';
  }
  return text;
}
