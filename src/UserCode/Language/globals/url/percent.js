// Percent-encoding of the URL standard. Each set is a pattern of what must be encoded; '%' itself is not, except in forms.

const CONTROL_SET = /[^\x20-\x7e]/;
const FRAGMENT_SET = /[^!#-;=?-_a-~]/;
const QUERY_SET = /[^!$-;=?-~]/;
const SPECIAL_QUERY_SET = /[^!$-&(-;=?-~]/;
const PATH_SET = /[^!$-;=@-\]_a-z|~]/;
const USER_SET = /[^!$-.0-9A-Z_a-z~]/;
const FORM_SET = /[^*\-.0-9A-Z_a-z]/;

// Of text without lone surrogates.
function percentEncode(text, set, space = '%20') {
  if (exec(set, text) === null) return text;
  let result = '';
  for (let i = 0; i < text.length; i++) {
    const code = charCodeAt(text, i);
    if (code > 0x7f) {
      const units = code >= 0xd800 && code <= 0xdbff ? 2 : 1;
      result += encodeComponent(slice(text, i, i + units));
      i += units - 1;
    } else if (exec(set, text[i]) === null) {
      result += text[i];
    } else {
      result += code === 0x20 ? space : `%${UPPER_HEX[code >> 4]}${UPPER_HEX[code & 15]}`;
    }
  }
  return result;
}

const UPPER_HEX = '0123456789ABCDEF';
const ESCAPE = /%[0-9A-Fa-f]{2}/;

function hexValue(code) {
  return code <= 0x39 ? code - 0x30 : (code | 0x20) - 0x57;
}

// What the escapes stand for, read as UTF-8. The language's own decoder says the same where it doesn't throw, and is faster.
function percentDecode(text) {
  if (exec(ESCAPE, text) === null) return text;
  try {
    return decodeComponent(text);
  } catch {
    const bytes = encodeUtf8(text);
    const size = arrayLength(bytes);
    let length = 0;
    for (let i = 0; i < size; i++) {
      if (bytes[i] === 0x25 && isHex(bytes[i + 1]) && isHex(bytes[i + 2])) {
        bytes[length++] = hexValue(bytes[i + 1]) << 4 | hexValue(bytes[i + 2]);
        i += 2;
      } else {
        bytes[length++] = bytes[i];
      }
    }
    return decodeUtf8(new Bytes(viewBuffer(bytes), 0, length));
  }
}

function isHex(code) {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
}
