// What entries, keys and values of URLSearchParams answer: an iterator that sees what is added while it goes.

class ParamsIterator {
  #list;
  #kind;
  #next = 0;

  constructor(list, kind) {
    this.#list = list;
    this.#kind = kind;
  }

  next() {
    const list = this.#list();
    if (this.#next >= list.length) return { value: undefined, done: true };
    const { name, value } = list[this.#next++];
    return { value: this.#kind === 'keys' ? name : this.#kind === 'values' ? value : [name, value], done: false };
  }
}

const iterate = (list, kind) => new ParamsIterator(list, kind);

// Between it and the prototype of all iterators there is none, as with those of the language.
const paramsIterator = ParamsIterator.prototype;
delete paramsIterator.constructor;
Object.setPrototypeOf(paramsIterator, getPrototypeOf(getPrototypeOf([][ITERATOR]())));
defineProperty(paramsIterator, TAG, { value: 'URLSearchParams Iterator', configurable: true });
