// Random bytes: the keystream of ChaCha20 (RFC 8439 §2.3) under a key that only the host knows. A function of the host would do it too, but it would be
// an object of the host, and each context would pay for it.

const KEY_BYTES = 32;
const BLOCK_BYTES = 64;

let chacha, block;
let used = BLOCK_BYTES;

const rotated = (word, bits) => word << bits | word >>> 32 - bits;

function quarter(x, a, b, c, d) {
  x[a] += x[b];
  x[d] = rotated(x[d] ^ x[a], 16);
  x[c] += x[d];
  x[b] = rotated(x[b] ^ x[c], 12);
  x[a] += x[b];
  x[d] = rotated(x[d] ^ x[a], 8);
  x[c] += x[d];
  x[b] = rotated(x[b] ^ x[c], 7);
}

function newState() {
  const state = new Words(16);
  state[0] = 0x61707865;
  state[1] = 0x3320646e;
  state[2] = 0x79622d32;
  state[3] = 0x6b206574;
  for (let i = 0; i < KEY_BYTES; i++) state[4 + (i >> 2)] |= charCodeAt(randomKey, i) << 8 * (i & 3);
  return state;
}

function nextBlock() {
  chacha ??= newState();
  block ??= new Words(16);
  for (let i = 0; i < 16; i++) block[i] = chacha[i];
  for (let round = 0; round < 10; round++) {
    for (let i = 0; i < 4; i++) quarter(block, i, 4 + i, 8 + i, 12 + i);
    for (let i = 0; i < 4; i++) quarter(block, i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4);
  }
  for (let i = 0; i < 16; i++) block[i] += chacha[i];
  chacha[12]++;
  used = 0;
}

function randomByte() {
  if (used === BLOCK_BYTES) nextBlock();
  const byte = block[used >> 2] >>> 8 * (used & 3) & 0xff;
  used++;
  return byte;
}
