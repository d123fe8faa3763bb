// TextEncoder and TextDecoder for UTF-8, the one encoding that JSON and HTTP bodies of today need.

const UTF8_LABEL = /^[\t\n\f\r ]*(?:unicode-1-1-utf-8|unicode11utf8|unicode20utf8|utf-?8|x-unicode20utf8)[\t\n\f\r ]*$/i;
const dataViewBuffer = getter(DataView.prototype, 'buffer');
const dataViewOffset = getter(DataView.prototype, 'byteOffset');
const dataViewLength = getter(DataView.prototype, 'byteLength');

// The bytes of a buffer or of a view on one.
function bytesOf(source) {
  if (!isView(source)) {
    const tag = tagOf(source);
    if (tag === '[object ArrayBuffer]' || tag === '[object SharedArrayBuffer]') return new Bytes(source);
    throw new TypeError('the input is neither an ArrayBuffer nor a view on one');
  }
  return typedArrayName(source) === undefined
    ? new Bytes(dataViewBuffer(source), dataViewOffset(source), dataViewLength(source))
    : new Bytes(viewBuffer(source), viewOffset(source), viewSize(source));
}

class TextEncoder {
  // A field no one sees, so that methods refuse what is no encoder.
  #encoding = 'utf-8';

  get encoding() {
    return this.#encoding;
  }

  encode(text = '') {
    this.#encoding;
    return encodeUtf8(`${text}`);
  }

  encodeInto(text, target) {
    needArguments(arguments.length, 2, 'TextEncoder.encodeInto');
    this.#encoding;
    if (typedArrayName(target) !== 'Uint8Array') throw new TypeError('the target is no Uint8Array');
    return writeUtf8(`${text}`, target);
  }
}

class TextDecoder {
  #fatal;
  #ignoreBOM;
  #state = utf8Start();
  #begun = false;

  constructor(label = 'utf-8', options = undefined) {
    if (exec(UTF8_LABEL, `${label}`) === null) throw new RangeError(`the encoding ${label} is not known here; only utf-8 is`);
    this.#fatal = !!options?.fatal;
    this.#ignoreBOM = !!options?.ignoreBOM;
  }

  get encoding() {
    this.#fatal;
    return 'utf-8';
  }

  get fatal() {
    return this.#fatal;
  }

  get ignoreBOM() {
    return this.#ignoreBOM;
  }

  decode(input = undefined, options = undefined) {
    const bytes = input === undefined ? new Bytes(0) : bytesOf(input);
    const more = !!options?.stream;
    let text = decodeUtf8(bytes, this.#fatal, this.#state, !more);
    const atStart = !this.#begun;
    this.#begun = more && text !== null && (this.#begun || text !== '');
    if (text === null) throw new TypeError('the bytes are not UTF-8');
    if (atStart && !this.#ignoreBOM && text[0] === '\ufeff') text = slice(text, 1);
    return text;
  }
}

define(TextEncoder.prototype, TAG, 'TextEncoder');
define(TextDecoder.prototype, TAG, 'TextDecoder');
publish('TextEncoder', TextEncoder);
publish('TextDecoder', TextDecoder);
