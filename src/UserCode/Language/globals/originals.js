// What the other files of this folder use of the language, taken before people's code can replace it.
// They are joined, in the order of Globals.cs, to the body of one function `(randomKey) => …`: what they declare is seen by one another and by nobody
// else. After it has run they call no method or getter of a built-in object but these, and neither spread nor iterate arrays, which would go through the
// prototypes.

const uncurry = Function.prototype.bind.bind(Function.prototype.call);
const getter = (prototype, name) => uncurry(Object.getOwnPropertyDescriptor(prototype, name).get);

const { apply, ownKeys, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
const { create, defineProperty, keys, prototype: objectPrototype } = Object;
const tagOf = uncurry(objectPrototype.toString);
const isEnumerable = uncurry(objectPrototype.propertyIsEnumerable);
const { iterator: ITERATOR, toStringTag: TAG } = Symbol;
const { isArray } = Array;
const { fromCharCode, fromCodePoint } = String;
const encodeComponent = encodeURIComponent;
const decodeComponent = decodeURIComponent;

const charCodeAt = uncurry(String.prototype.charCodeAt);
const codePointAt = uncurry(String.prototype.codePointAt);
const indexOf = uncurry(String.prototype.indexOf);
const lastIndexOf = uncurry(String.prototype.lastIndexOf);
const slice = uncurry(String.prototype.slice);
const lowerCase = uncurry(String.prototype.toLowerCase);
const normalize = uncurry(String.prototype.normalize);
const wellFormed = uncurry(String.prototype.toWellFormed);
const exec = uncurry(RegExp.prototype.exec);
const sortArray = uncurry(Array.prototype.sort);
const joinArray = uncurry(Array.prototype.join);

const Bytes = Uint8Array;
const Words = Uint32Array;
const typedArray = getPrototypeOf(Bytes.prototype);
const typedArrayName = getter(typedArray, TAG);
const arrayLength = getter(typedArray, 'length');
const viewBuffer = getter(typedArray, 'buffer');
const viewOffset = getter(typedArray, 'byteOffset');
const viewSize = getter(typedArray, 'byteLength');
const isView = ArrayBuffer.isView;

function define(target, name, value) {
  defineProperty(target, name, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
}

// A class or function of ours, as the browsers have it: not enumerable, and there to be overwritten.
function publish(name, value) {
  define(globalThis, name, value);
}

function needArguments(count, needed, where) {
  if (count < needed) throw new TypeError(`${where} needs ${needed} argument${needed === 1 ? '' : 's'}, but got ${count}`);
}

// What the web's interfaces take as text: never a lone surrogate.
const scalarText = value => wellFormed(`${value}`);

function splitText(text, separator) {
  const parts = [];
  let from = 0;
  for (let at; (at = indexOf(text, separator, from)) >= 0; from = at + separator.length) parts[parts.length] = slice(text, from, at);
  parts[parts.length] = slice(text, from);
  return parts;
}
