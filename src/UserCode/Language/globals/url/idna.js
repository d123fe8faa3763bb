// Names of hosts that are not ASCII, to ASCII: what UTS 46 asks of a name, with the tables of Unicode that the language has, and punycode (RFC 3492).
// Not looked at: the rules for names that mix directions of writing (CheckBidi), and the scripts beside joiners.

const ASCII_ONLY = /^[\0-\x7f]*$/;
const HAS_PUNYCODE = /(?:^|\.)xn--/i;
const IGNORED = /[\u00ad\u034f\u180b-\u180d\u180f\u200b\u2060\u2064\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/u;
const BECOMES_DOT = /[\u2024-\u2026\u2488-\u249b\ufe19\ufe30\ufe52\u{1f100}]/u;
const DISALLOWED = /(?![\u200c\u200d])\p{C}|[\p{Z}\u2ff0-\u2fff\u31ef\ufffc\ufffd]/u;
const JOINER_WITHOUT_MARK = /(?<!\p{M})\u200d|(?<![\p{M}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}])\u200c/u;
const STARTS_WITH_MARK = /^\p{M}/u;

// null when the name can be no host.
function toAscii(name) {
  if (exec(ASCII_ONLY, name) !== null && exec(HAS_PUNYCODE, name) === null) return lowerCase(name);
  if (exec(BECOMES_DOT, name) !== null) return null;
  const labels = splitText(mapName(name), '.');
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (slice(label, 0, 4) === 'xn--') {
      const decoded = fromPunycode(slice(label, 4));
      if (decoded === null || exec(ASCII_ONLY, decoded) !== null || mapName(decoded) !== decoded || !isLabel(decoded)) return null;
    } else if (exec(ASCII_ONLY, label) === null) {
      if (!isLabel(label)) return null;
      labels[i] = 'xn--' + toPunycode(label);
    }
  }
  return joinArray(labels, '.');
}

const isLabel = text => exec(STARTS_WITH_MARK, text) === null && exec(DISALLOWED, text) === null && exec(JOINER_WITHOUT_MARK, text) === null;

// Lower case and compatibility forms; one character at a time, since a sigma at the end is to become the common one.
function mapName(name) {
  let result = '';
  const text = normalize(name, 'NFKC');
  for (let i = 0; i < text.length; i++) {
    const character = fromCodePoint(codePointAt(text, i));
    i += character.length - 1;
    if (character === '\u3002') result += '.';
    else if (character === '\u1e9e') result += 'ss';
    else if (exec(IGNORED, character) === null) result += lowerCase(character);
  }
  return normalize(result, 'NFKC');
}

// A digit of base 36 and its character.
const punycodeDigit = value => fromCharCode(value < 26 ? value + 97 : value + 22);
const punycodeValue = code => code >= 97 && code <= 122 ? code - 97 : code >= 48 && code <= 57 ? code - 22 : -1;
const threshold = (position, bias) => position <= bias ? 1 : position >= bias + 26 ? 26 : position - bias;

function adaptBias(delta, count, first) {
  delta = first ? (delta / 700) | 0 : delta >> 1;
  delta += (delta / count) | 0;
  let position = 0;
  for (; delta > 455; position += 36) delta = (delta / 35) | 0;
  return position + ((36 * delta / (delta + 38)) | 0);
}

function toPunycode(label) {
  const points = [];
  let output = '';
  for (let i = 0; i < label.length; i++) {
    const point = codePointAt(label, i);
    if (point > 0xffff) i++;
    if (point < 0x80) output += fromCharCode(point);
    points[points.length] = point;
  }
  const basic = output.length;
  if (basic > 0) output += '-';
  let bias = 72, delta = 0, next = 0x80;
  for (let done = basic; done < points.length; delta++, next++) {
    let smallest = 0x110000;
    for (let i = 0; i < points.length; i++) if (points[i] >= next && points[i] < smallest) smallest = points[i];
    delta += (smallest - next) * (done + 1);
    next = smallest;
    for (let i = 0; i < points.length; i++) {
      if (points[i] < next) delta++;
      if (points[i] !== next) continue;
      let rest = delta;
      for (let position = 36; ; position += 36) {
        const limit = threshold(position, bias);
        if (rest < limit) break;
        output += punycodeDigit(limit + (rest - limit) % (36 - limit));
        rest = ((rest - limit) / (36 - limit)) | 0;
      }
      output += punycodeDigit(rest);
      bias = adaptBias(delta, done + 1, done === basic);
      delta = 0;
      done++;
    }
  }
  return output;
}

function fromPunycode(text) {
  const points = [], dash = lastIndexOf(text, '-');
  for (let i = 0; i < dash; i++) points[i] = charCodeAt(text, i);
  let bias = 72, at = 0, next = 0x80;
  for (let i = dash + 1; i < text.length;) {
    const before = at;
    for (let position = 36, weight = 1; ; position += 36) {
      const value = i < text.length ? punycodeValue(charCodeAt(text, i++)) : -1;
      if (value < 0) return null;
      at += value * weight;
      const limit = threshold(position, bias);
      if (value < limit) break;
      weight *= 36 - limit;
      if (at > 0x7fffffff || weight > 0x7fffffff) return null;
    }
    const count = points.length + 1;
    bias = adaptBias(at - before, count, before === 0);
    next += (at / count) | 0;
    at %= count;
    if (next > 0x10ffff) return null;
    for (let j = points.length; j > at; j--) points[j] = points[j - 1];
    points[at++] = next;
  }
  return apply(fromCodePoint, undefined, points);
}
