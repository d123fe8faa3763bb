// atob and btoa: base64 as the HTML standard reads and writes it, each character of the text being one byte.

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64Value(code) {
  if (code >= 0x61) return code <= 0x7a ? code - 71 : -1;
  if (code >= 0x41) return code <= 0x5a ? code - 65 : -1;
  if (code >= 0x30) return code <= 0x39 ? code + 4 : -1;
  return code === 0x2b ? 62 : code === 0x2f ? 63 : -1;
}

const isBlank = code => code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0c || code === 0x0d;

// Blanks may be anywhere; padding may be missing, but if there is any it must be right. Leftover bits are dropped.
function fromBase64(text) {
  const output = textOutput();
  let digits = 0, padding = 0, bits = 0;
  for (let i = 0; i < text.length; i++) {
    const code = charCodeAt(text, i);
    if (isBlank(code)) continue;
    if (code === 0x3d) { padding++; continue; }
    const value = base64Value(code);
    if (value < 0 || padding > 0) return null;
    bits = (bits << 6 | value) & 0xffff;
    const place = digits++ % 4;
    if (place > 0) output.add(bits >> (6 - 2 * place) & 0xff);
  }
  if (digits % 4 === 1 || (padding > 0 && (padding > 2 || (digits + padding) % 4 !== 0))) return null;
  return output.text();
}

function toBase64(text) {
  let result = '';
  for (let i = 0; i < text.length; i += 3) {
    const left = text.length - i;
    const a = charCodeAt(text, i), b = left > 1 ? charCodeAt(text, i + 1) : 0, c = left > 2 ? charCodeAt(text, i + 2) : 0;
    if ((a | b | c) > 0xff) return null;
    result += BASE64[a >> 2] + BASE64[(a & 3) << 4 | b >> 4]
      + (left > 1 ? BASE64[(b & 15) << 2 | c >> 6] : '=') + (left > 2 ? BASE64[c & 63] : '=');
  }
  return result;
}

function atob(text) {
  needArguments(arguments.length, 1, 'atob');
  const decoded = fromBase64(`${text}`);
  if (decoded === null) throw new DOMException('the text is not base64', 'InvalidCharacterError');
  return decoded;
}

function btoa(text) {
  needArguments(arguments.length, 1, 'btoa');
  const encoded = toBase64(`${text}`);
  if (encoded === null) throw new DOMException('the text has characters above U+00FF', 'InvalidCharacterError');
  return encoded;
}

publish('atob', atob);
publish('btoa', btoa);
