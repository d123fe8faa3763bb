// @rs/hash/v1: SHA-256 (FIPS 180-4) and MD5 (RFC 1321) in lower-case hexadecimal of a text's UTF-8 or of bytes, and the quick 53-bit hash cyrb53.

const encoder = new TextEncoder();

function bytesOf(value) {
  if (value === undefined || value === null) throw new TypeError(`${value} can't be hashed`);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return encoder.encode(`${value}`);
}

// Both pad alike, to blocks of 64 bytes: a bit, zeros, the length in bits. They differ in the order of the bytes of a word.
function paddedWords(bytes, littleEndian) {
  const padded = new DataView(new ArrayBuffer(((bytes.length + 8 >> 6) + 1) << 6));
  new Uint8Array(padded.buffer).set(bytes);
  padded.setUint8(bytes.length, 0x80);
  const end = padded.byteLength, low = bytes.length << 3, high = bytes.length >>> 29;
  padded.setUint32(end - 8, littleEndian ? low : high, littleEndian);
  padded.setUint32(end - 4, littleEndian ? high : low, littleEndian);
  const words = new Int32Array(end >> 2);
  for (let i = 0; i < words.length; i++) words[i] = padded.getInt32(i << 2, littleEndian);
  return words;
}

function hex(words, littleEndian) {
  const view = new DataView(new ArrayBuffer(4));
  let text = '';
  for (const word of words) {
    view.setInt32(0, word, littleEndian);
    text += view.getUint32(0).toString(16).padStart(8, '0');
  }
  return text;
}

function primes(count) {
  const found = [];
  for (let n = 2; found.length < count; n++) if (found.every(p => n % p)) found.push(n);
  return found;
}

const fractionBits = x => (x - Math.floor(x)) * 0x100000000 | 0;

// The first bits behind the point of the cube and square roots of the first primes.
const SHA_CONSTANTS = Int32Array.from(primes(64), p => fractionBits(Math.cbrt(p)));
const SHA_START = Int32Array.from(primes(8), p => fractionBits(Math.sqrt(p)));
const schedule = new Int32Array(64);

const right = (x, n) => x >>> n | x << 32 - n;

export function sha256(value) {
  const words = paddedWords(bytesOf(value), false), state = Int32Array.from(SHA_START);
  for (let block = 0; block < words.length; block += 16) {
    for (let i = 0; i < 16; i++) schedule[i] = words[block + i];
    for (let i = 16; i < 64; i++) {
      const x = schedule[i - 15], y = schedule[i - 2];
      schedule[i] = schedule[i - 16] + (right(x, 7) ^ right(x, 18) ^ x >>> 3) + schedule[i - 7] + (right(y, 17) ^ right(y, 19) ^ y >>> 10) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const first = h + (right(e, 6) ^ right(e, 11) ^ right(e, 25)) + (e & f ^ ~e & g) + SHA_CONSTANTS[i] + schedule[i] | 0;
      const second = (right(a, 2) ^ right(a, 13) ^ right(a, 22)) + (a & b ^ a & c ^ b & c) | 0;
      h = g; g = f; f = e; e = d + first | 0;
      d = c; c = b; b = a; a = first + second | 0;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d;
    state[4] += e; state[5] += f; state[6] += g; state[7] += h;
  }
  return hex(state, false);
}

const MD5_CONSTANTS = Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 0x100000000) | 0);
const MD5_SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

export function md5(value) {
  const words = paddedWords(bytesOf(value), true), state = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]);
  for (let block = 0; block < words.length; block += 16) {
    let [a, b, c, d] = state;
    for (let i = 0; i < 64; i++) {
      let mixed, at;
      if (i < 16) { mixed = b & c | ~b & d; at = i; }
      else if (i < 32) { mixed = b & d | c & ~d; at = 5 * i + 1 & 15; }
      else if (i < 48) { mixed = b ^ c ^ d; at = 3 * i + 5 & 15; }
      else { mixed = c ^ (b | ~d); at = 7 * i & 15; }
      const sum = a + mixed + MD5_CONSTANTS[i] + words[block + at] | 0, shift = MD5_SHIFTS[i >> 4 << 2 | i & 3];
      a = d; d = c; c = b;
      b = b + (sum << shift | sum >>> 32 - shift) | 0;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d;
  }
  return hex(state, true);
}

// Not for secrets: for samples and buckets. Two mixed halves of which 53 bits, what a number holds, are kept.
export function cyrb53(value, seed = 0) {
  const text = `${value}`;
  let one = 0xdeadbeef ^ seed, two = 0x41c6ce57 ^ seed;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    one = Math.imul(one ^ unit, 2654435761);
    two = Math.imul(two ^ unit, 1597334677);
  }
  one = Math.imul(one ^ one >>> 16, 2246822507) ^ Math.imul(two ^ two >>> 13, 3266489909);
  two = Math.imul(two ^ two >>> 16, 2246822507) ^ Math.imul(one ^ one >>> 13, 3266489909);
  return 0x100000000 * (two & 0x1fffff) + (one >>> 0);
}
