// Text to UTF-8 and back, after the Encoding standard.

// A lone surrogate becomes U+FFFD, which is three bytes long as it would be.
function utf8Length(text) {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const code = charCodeAt(text, i);
    if (code < 0x80) length += 1;
    else if (code < 0x800) length += 2;
    else if (code < 0xd800 || code > 0xdbff || !isLowSurrogate(text, i + 1)) length += 3;
    else { length += 4; i++; }
  }
  return length;
}

function isLowSurrogate(text, at) {
  return at < text.length && (charCodeAt(text, at) & 0xfc00) === 0xdc00;
}

// As many whole characters as there is room for.
function writeUtf8(text, bytes) {
  const room = arrayLength(bytes);
  let read = 0, written = 0;
  while (read < text.length) {
    let point = codePointAt(text, read);
    const units = point > 0xffff ? 2 : 1;
    if (point >= 0xd800 && point <= 0xdfff) point = 0xfffd;
    const size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (written + size > room) break;
    if (size === 1) {
      bytes[written++] = point;
    } else {
      let shift = 6 * (size - 1);
      bytes[written++] = (0xf00 >> size & 0xff) | point >> shift;
      while ((shift -= 6) >= 0) bytes[written++] = 0x80 | point >> shift & 0x3f;
    }
    read += units;
  }
  return { read, written };
}

function encodeUtf8(text) {
  const bytes = new Bytes(utf8Length(text));
  writeUtf8(text, bytes);
  return bytes;
}

// Where a decoder is within a character: how many bytes are still to come, its bits so far, and what the next byte may be.
const utf8Start = () => ({ missing: 0, point: 0, lower: 0x80, upper: 0xbf });

// Reads on from `state`; `last` says that no more bytes follow. A fault becomes U+FFFD, or null is the answer when `fatal`.
function decodeUtf8(bytes, fatal = false, state = utf8Start(), last = true) {
  const output = textOutput();
  const length = arrayLength(bytes);
  for (let i = 0; i < length; i++) {
    const byte = bytes[i];
    if (state.missing === 0) {
      if (byte < 0x80) output.add(byte);
      else if (!startCharacter(state, byte)) { if (fatal) return null; output.add(0xfffd); }
    } else if (byte < state.lower || byte > state.upper) {
      // The byte that breaks a character off may begin the next one.
      state.missing = 0;
      if (fatal) return null;
      output.add(0xfffd);
      i--;
    } else {
      state.lower = 0x80;
      state.upper = 0xbf;
      state.point = state.point << 6 | byte & 0x3f;
      if (--state.missing === 0) output.add(state.point);
    }
  }
  if (last && state.missing > 0) {
    state.missing = 0;
    if (fatal) return null;
    output.add(0xfffd);
  }
  return output.text();
}

// The bounds of the second byte shut out overlong forms, surrogates and what is above U+10FFFF.
function startCharacter(state, byte) {
  if (byte < 0xc2 || byte > 0xf4) return false;
  state.missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
  state.point = byte & (0x3f >> state.missing);
  state.lower = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
  state.upper = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
  return true;
}

// Collects characters; a string is made of some thousands at a time, since one by one is slow and all at once overflows the stack.
function textOutput() {
  let text = '', units = [];
  const flush = () => {
    text += apply(fromCharCode, undefined, units);
    units = [];
  };
  return {
    add(point) {
      if (point > 0xffff) {
        units[units.length] = 0xd7c0 + (point >> 10);
        point = 0xdc00 | point & 0x3ff;
      }
      units[units.length] = point;
      if (units.length > 4096) flush();
    },
    text() {
      flush();
      return text;
    },
  };
}
