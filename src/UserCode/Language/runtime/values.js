// What user code returns, as JSON can tell it.

const isPlainObject = (value) => apply(toStringOf, value, []) === '[object Object]';

const hasToJson = () => 'toJSON' in objectPrototype || 'toJSON' in arrayPrototype;

// Of plain JSON: looker.js.
const weightOf = (value) => look(value, objectPrototype, arrayPrototype, options.deepest);

const notCloneable = (text) => new ErrorHere(`${text} could not be cloned.`);

const tooDeep = () => new ErrorHere(`The output is nested more than ${options.deepest} levels deep. Return a flatter event.`);

// What a copy between two isolates leaves of a value: no prototypes, no toJSON; functions and symbols can't be copied.
function copied(value, seen, depth) {
  if (typeof value === 'function' || typeof value === 'symbol') throw notCloneable(StringHere(value));
  if (typeof value !== 'object' || value === null) return value;
  for (let i = 0; i < depth; i++) if (seen[i] === value) throw new TypeErrorHere('Converting circular structure to JSON');
  if (depth > options.deepest) throw tooDeep();
  const tag = apply(toStringOf, value, []);
  if (tag === '[object Date]') {
    const time = +value;
    return time === time ? apply(isoOf, new DateHere(time), []) : null;
  }
  if (tag === '[object Number]' || tag === '[object String]' || tag === '[object Boolean]') return value.valueOf();
  if (tag === '[object Promise]' || tag === '[object WeakMap]' || tag === '[object WeakSet]' || tag === '[object WeakRef]') throw notCloneable(`#<${apply(slice, tag, [8, -1])}>`);
  if (tag === '[object Map]' || tag === '[object Set]' || tag === '[object RegExp]' || tag === '[object Error]') return {};
  seen[depth] = value;
  if (isArray(value)) {
    const list = newList();
    for (let i = 0; i < value.length; i++) list[i] = copied(value[i], seen, depth + 1);
    return list;
  }
  const object = { __proto__: null };
  const names = keys(value);
  for (let i = 0; i < names.length; i++) object[names[i]] = copied(value[names[i]], seen, depth + 1);
  return object;
}

const textOf = (value) => {
  const weight = hasToJson() ? -1 : weightOf(value);
  const text = stringify(weight >= 0 ? value : copied(value, newList(), 0));
  if (weight === Infinity) throw tooDeep();
  // What lies about itself can end as anything, or as nothing.
  if (typeof text !== 'string' || text[0] !== '{') throw new TypeErrorHere('The output does not become a JSON object.');
  return text;
};
