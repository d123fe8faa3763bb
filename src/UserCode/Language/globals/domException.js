// The errors that the web's interfaces throw; people look at `name`, rarely at `code`.

const OLD_CODES = { __proto__: null, InvalidCharacterError: 5, TypeMismatchError: 17, QuotaExceededError: 22, DataCloneError: 25 };

class DOMException extends Error {
  #name;

  constructor(message = '', name = 'Error') {
    super(message);
    this.#name = `${name}`;
  }

  get name() {
    return this.#name;
  }

  get code() {
    return OLD_CODES[this.#name] ?? 0;
  }
}

define(DOMException.prototype, TAG, 'DOMException');
publish('DOMException', DOMException);
