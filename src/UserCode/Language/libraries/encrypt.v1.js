// @rs/encrypt/v1: RSA with the padding of PKCS #1 v1.5 (RFC 8017) between text and base64. Keys are PEM: PKCS #1, or SPKI and PKCS #8 around it.

// People's code may put others in their place later.
const fromBase64 = atob, toBase64 = btoa, encoder = new TextEncoder(), decoder = new TextDecoder();
const { getRandomValues } = crypto;

const PKCS1_OID = '2a864886f70d010101';

const toBig = bytes => BigInt(`0x${toHex(bytes) || '0'}`);
const toHex = bytes => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
const fromLatin1 = text => Uint8Array.from(text, character => character.charCodeAt(0));
const toLatin1 = bytes => Array.from(bytes, byte => String.fromCharCode(byte)).join('');

function toBytes(number, length) {
  const text = number.toString(16).padStart(length * 2, '0');
  return Uint8Array.from({ length }, (_, i) => parseInt(text.slice(2 * i, 2 * i + 2), 16));
}

// One value of DER at a place: its tag, its content, and where the next one begins.
function readDer(bytes, at) {
  let length = bytes[at + 1], from = at + 2;
  if (length > 0x80) {
    const count = length & 0x7f;
    length = Number(toBig(bytes.subarray(from, from + count)));
    from += count;
  }
  if (!(from + length <= bytes.length)) throw new Error('the key is cut off');
  return { tag: bytes[at], content: bytes.subarray(from, from + length), next: from + length };
}

function readSequence(bytes) {
  const { tag, content } = readDer(bytes, 0), values = [];
  if (tag !== 0x30) throw new Error('the key is no sequence');
  for (let at = 0; at < content.length;) {
    const value = readDer(content, at);
    values.push(value);
    at = value.next;
  }
  return values;
}

const INTEGER = 0x02, BIT_STRING = 0x03, OCTET_STRING = 0x04, SEQUENCE = 0x30;

// The numbers of a key: two of a public one, nine with its version of a private one. What is around them says that they are RSA's.
function readNumbers(der) {
  const values = readSequence(der);
  const [first, second, third] = values;
  if (first.tag === SEQUENCE && second?.tag === BIT_STRING) return checkRsa(first, second.content.subarray(1));
  if (second?.tag === SEQUENCE && third?.tag === OCTET_STRING) return checkRsa(second, third.content);
  return values.filter(value => value.tag === INTEGER).map(value => toBig(value.content));
}

function checkRsa(algorithm, inner) {
  if (!toHex(algorithm.content).includes(PKCS1_OID)) throw new Error('the key is not of RSA');
  return readNumbers(inner);
}

function readKey(pem) {
  const text = `${pem}`, body = /-----BEGIN [A-Z ]+-----([^-]*)-----END/.exec(text)?.[1] ?? text;
  const numbers = readNumbers(fromLatin1(fromBase64(body)));
  if (numbers.length === 2) return { n: numbers[0], e: numbers[1] };
  if (numbers.length < 9) throw new Error('the key has too few numbers');
  const [, n, e, d, p, q, dp, dq, inverse] = numbers;
  return { n, e, d, p, q, dp, dq, inverse };
}

const sizeOf = key => key.n.toString(16).length + 1 >> 1;

// base ** exponent % modulus, four bits of the exponent at a time.
function power(base, exponent, modulus) {
  const powers = [1n];
  for (let i = 1; i < 16; i++) powers[i] = powers[i - 1] * base % modulus;
  let result = 1n;
  for (const digit of exponent.toString(16)) {
    for (let i = 0; i < 4; i++) result = result * result % modulus;
    if (digit !== '0') result = result * powers[parseInt(digit, 16)] % modulus;
  }
  return result;
}

// By the two primes apart: a quarter of the work.
function privatePower(key, number) {
  const one = power(number % key.p, key.dp, key.p), two = power(number % key.q, key.dq, key.q);
  let quotient = key.inverse * (one - two) % key.p;
  if (quotient < 0n) quotient += key.p;
  return two + key.q * quotient;
}

// 0, 2, random bytes that are not 0, 0, message.
function pad(message, size) {
  const room = size - 3 - message.length;
  if (room < 8) throw new Error('the text is too long for the key');
  const padded = new Uint8Array(size);
  padded[1] = 2;
  for (let at = 2; at < room + 2;) {
    for (const byte of getRandomValues(new Uint8Array(room + 2 - at))) if (byte !== 0) padded[at++] = byte;
  }
  padded.set(message, size - message.length);
  return padded;
}

function unpad(padded) {
  const end = padded.indexOf(0, 2);
  if (padded[0] !== 0 || padded[1] !== 2 || end < 10) throw new Error('the padding is wrong');
  return padded.subarray(end + 1);
}

function derOf(tag, ...parts) {
  const content = parts.flatMap(part => Array.from(part)), { length } = content;
  const size = length < 0x80 ? [length] : toBytes(BigInt(length), length > 0xff ? 2 : 1);
  return [tag, ...(length < 0x80 ? size : [0x80 | size.length, ...size]), ...content];
}

function derInteger(number) {
  const bytes = toBytes(number, number.toString(16).length + 1 >> 1);
  return derOf(INTEGER, bytes[0] > 0x7f ? [0, ...bytes] : bytes);
}

export class JSEncrypt {
  #key;

  setKey(pem) {
    try {
      this.#key = readKey(pem);
    } catch {
      this.#key = undefined;
    }
  }

  setPublicKey(pem) {
    this.setKey(pem);
  }

  setPrivateKey(pem) {
    this.setKey(pem);
  }

  getPublicKey() {
    if (this.#key === undefined) return false;
    const algorithm = derOf(SEQUENCE, derOf(0x06, toBytes(BigInt(`0x${PKCS1_OID}`), 9)), [0x05, 0]);
    const numbers = derOf(SEQUENCE, derInteger(this.#key.n), derInteger(this.#key.e));
    const base64 = toBase64(toLatin1(derOf(SEQUENCE, algorithm, derOf(BIT_STRING, [0], numbers))));
    return `-----BEGIN PUBLIC KEY-----\n${base64.match(/.{1,64}/g).join('\n')}\n-----END PUBLIC KEY-----`;
  }

  // Base64, or false when there is no key or the text is too long for it.
  encrypt(text) {
    try {
      const size = sizeOf(this.#key), padded = pad(encoder.encode(`${text}`), size);
      return toBase64(toLatin1(toBytes(power(toBig(padded), this.#key.e, this.#key.n), size)));
    } catch {
      return false;
    }
  }

  // The text, or false when it was not encrypted for this key.
  decrypt(base64) {
    try {
      const number = toBig(fromLatin1(fromBase64(`${base64}`)));
      if (this.#key.d === undefined || number >= this.#key.n) return false;
      return decoder.decode(unpad(toBytes(privatePower(this.#key, number), sizeOf(this.#key))));
    } catch {
      return false;
    }
  }
}

export default JSEncrypt;
