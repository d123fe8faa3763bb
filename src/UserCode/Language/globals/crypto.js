// crypto.getRandomValues and crypto.randomUUID.

const INTEGER_ARRAY = /^(?:Big)?(?:Int|Uint)(?:8|16|32|64)(?:Clamped)?Array$/;

function getRandomValues(array) {
  needArguments(arguments.length, 1, 'crypto.getRandomValues');
  const kind = typedArrayName(array);
  if (kind === undefined || exec(INTEGER_ARRAY, kind) === null) throw new DOMException('the argument is no array of integers', 'TypeMismatchError');
  const bytes = bytesOf(array), length = arrayLength(bytes);
  if (length > 65536) throw new DOMException('more than 65536 bytes at once', 'QuotaExceededError');
  for (let i = 0; i < length; i++) bytes[i] = randomByte();
  return array;
}

const HEX = '0123456789abcdef';

function randomUUID() {
  let text = '';
  for (let i = 0; i < 16; i++) {
    let byte = randomByte();
    if (i === 6) byte = byte & 0x0f | 0x40;
    if (i === 8) byte = byte & 0x3f | 0x80;
    if (i === 4 || i === 6 || i === 8 || i === 10) text += '-';
    text += HEX[byte >> 4] + HEX[byte & 15];
  }
  return text;
}

const cryptoObject = {};
define(cryptoObject, TAG, 'Crypto');
define(cryptoObject, 'getRandomValues', getRandomValues);
define(cryptoObject, 'randomUUID', randomUUID);
publish('crypto', cryptoObject);
