// structuredClone: a deep copy that keeps cycles and shared references, after the HTML standard.

const mapSet = uncurry(Map.prototype.set);
const mapGet = uncurry(Map.prototype.get);
const mapHas = uncurry(Map.prototype.has);
const mapEach = uncurry(Map.prototype.forEach);
const setAdd = uncurry(Set.prototype.add);
const setEach = uncurry(Set.prototype.forEach);
const setBytes = uncurry(typedArray.set);
const transferBuffer = uncurry(ArrayBuffer.prototype.transfer ?? (() => refuse('a transferred buffer')));
// By other names than the globals', which people may replace.
const Originals = {
  __proto__: null, Object, Map, Set, Date, RegExp, ArrayBuffer, DataView,
  Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError,
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
  Float16Array: globalThis.Float16Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array,
};
const ERROR_NAME = /^(?:Eval|Range|Reference|Syntax|Type|URI)Error$/;

// What only the real thing answers to, by the tag that the language gives it: anyone may feign a tag. The answer is what the copy is made of.
const PROBES = {
  __proto__: null,
  Boolean: uncurry(Boolean.prototype.valueOf), Number: uncurry(Number.prototype.valueOf),
  String: uncurry(String.prototype.valueOf), BigInt: uncurry(BigInt.prototype.valueOf),
  Date: uncurry(Date.prototype.getTime), RegExp: getter(RegExp.prototype, 'source'),
  Map: getter(Map.prototype, 'size'), Set: getter(Set.prototype, 'size'),
  ArrayBuffer: getter(ArrayBuffer.prototype, 'byteLength'), DataView: dataViewLength, Error: () => 0,
};
const REFUSED = /^\[object (?:Symbol|(?:Async)?Generator|Promise|Weak(?:Map|Set|Ref)|FinalizationRegistry)\]$/;

function refuse(what) {
  throw new DOMException(`${what} could not be cloned`, 'DataCloneError');
}

function copy(value, seen) {
  if (typeof value === 'function') refuse('a function');
  if (typeof value === 'symbol') refuse('a symbol');
  if (typeof value !== 'object' || value === null) return value;
  if (mapHas(seen, value)) return mapGet(seen, value);
  if (isArray(value)) {
    const result = [];
    result.length = value.length;
    return copyProperties(value, result, seen);
  }
  const result = copyView(value, seen) ?? copyTagged(value, seen);
  mapSet(seen, value, result);
  return result;
}

function copyView(value, seen) {
  const kind = typedArrayName(value);
  return kind === undefined ? undefined : new Originals[kind](copy(viewBuffer(value), seen), viewOffset(value), arrayLength(value));
}

function copyTagged(value, seen) {
  const tag = tagOf(value);
  if (tag === '[object Object]') return copyProperties(value, {}, seen);
  if (exec(REFUSED, tag) !== null) refuse(tag);
  return copyBuiltIn(value, slice(tag, 8, -1), seen) ?? copyProperties(value, {}, seen);
}

function copyProperties(value, result, seen) {
  mapSet(seen, value, result);
  const names = keys(value);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    // A getter that ran before may have deleted it.
    if (!isEnumerable(value, name)) continue;
    const item = copy(value[name], seen);
    // Assigning would call a setter of the prototype, as that of __proto__.
    if (name in objectPrototype) defineProperty(result, name, { __proto__: null, value: item, writable: true, enumerable: true, configurable: true });
    else result[name] = item;
  }
  return result;
}

// undefined when it is not what its tag says.
function copyBuiltIn(value, kind, seen) {
  if (kind === 'SharedArrayBuffer') return value;
  const probe = PROBES[kind];
  if (probe === undefined) return undefined;
  let content;
  try {
    content = probe(value);
  } catch {
    return undefined;
  }
  switch (kind) {
    case 'Date': return new Originals.Date(content);
    case 'RegExp': return new Originals.RegExp(value);
    case 'ArrayBuffer': return copyBuffer(value, content);
    case 'DataView': return new Originals.DataView(copy(dataViewBuffer(value), seen), dataViewOffset(value), content);
    case 'Map': return copyMap(value, seen);
    case 'Set': return copySet(value, seen);
    case 'Error': return copyError(value, seen);
    default: return Originals.Object(content);
  }
}

function copyBuffer(buffer, size) {
  const result = new Originals.ArrayBuffer(size);
  setBytes(new Bytes(result), new Bytes(buffer));
  return result;
}

// Map and Set are read to the end first: a getter of what they hold may change them.
function copyMap(map, seen) {
  const result = new Originals.Map(), entries = [];
  mapSet(seen, map, result);
  mapEach(map, (value, key) => { entries[entries.length] = { key, value }; });
  for (let i = 0; i < entries.length; i++) mapSet(result, copy(entries[i].key, seen), copy(entries[i].value, seen));
  return result;
}

function copySet(set, seen) {
  const result = new Originals.Set(), items = [];
  mapSet(seen, set, result);
  setEach(set, item => { items[items.length] = item; });
  for (let i = 0; i < items.length; i++) setAdd(result, copy(items[i], seen));
  return result;
}

function copyError(error, seen) {
  const name = `${error.name}`;
  const result = new Originals[exec(ERROR_NAME, name) === null ? 'Error' : name]();
  mapSet(seen, error, result);
  const message = getOwnPropertyDescriptor(error, 'message');
  if (message !== undefined && 'value' in message) define(result, 'message', `${message.value}`);
  define(result, 'stack', `${error.stack}`);
  if ('cause' in error) define(result, 'cause', copy(error.cause, seen));
  return result;
}

function structuredClone(value, options = undefined) {
  needArguments(arguments.length, 1, 'structuredClone');
  const transfer = options?.transfer ?? [], buffers = new Originals.Map();
  for (let i = 0; i < transfer.length; i++) {
    if (tagOf(transfer[i]) !== '[object ArrayBuffer]' || mapHas(buffers, transfer[i])) refuse('a value to transfer');
    mapSet(buffers, transfer[i], true);
  }
  const result = copy(value, new Originals.Map());
  // What is left to see of a transfer between copies is that the original is empty.
  mapEach(buffers, (_, buffer) => { transferBuffer(buffer); });
  return result;
}

publish('structuredClone', structuredClone);
