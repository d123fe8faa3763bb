// What the other files of this folder use of the language, taken before people's code can replace it.
// They are joined, in the order of Prelude.cs, to the body of one function `(options, isTest, look) => …`, of which what runs one batch in a fresh context comes.
// No object of the host is in reach: what user code asks for is read by `takeCalls` and answered by `answer`.

const { parse, stringify } = JSON;
const { isArray } = Array;
const { keys, defineProperty, setPrototypeOf } = Object;
const { apply } = Reflect;
const objectPrototype = Object.prototype;
const arrayPrototype = Array.prototype;
const toStringOf = objectPrototype.toString;
const isoOf = Date.prototype.toISOString;
const { lastIndexOf, indexOf, slice } = String.prototype;
const then = Promise.prototype.then;
const resolved = Promise.resolve;
const PromiseHere = Promise;
const ErrorHere = Error;
const TypeErrorHere = TypeError;
const StringHere = String;
const DateHere = Date;
const MapHere = Map;
const { get, set, has } = Map.prototype;

// Lists without prototypes: what user code does to Array.prototype is not felt here.
const newList = () => setPrototypeOf([], null);

const behind = (list, item) => list === '' ? item : `${list},${item}`;

const shortened = (text, longest) => text.length > longest ? apply(slice, text, [0, longest]) : text;
