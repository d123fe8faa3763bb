// Looks at outputs. It lives in a context of its own that outlasts the batches, so that V8 has reason to optimise it: it is called for every event.
// Nothing of it is in reach of people's code, and it calls none of theirs but getters and the traps of proxies.
(function () {
  'use strict';
  const { getPrototypeOf } = Object;

  let objectPrototype, arrayPrototype, deepest;

  // Of what has been looked at: about its characters.
  let weight;

  // Cycles end at a depth at which JSON itself finds them.
  function isPlain(value, depth) {
    if (depth > deepest) {
      weight = Infinity;
      return true;
    }
    const prototype = getPrototypeOf(value);
    if (prototype === arrayPrototype) {
      const { length } = value;
      weight += length;
      for (let i = 0; i < length; i++) {
        const item = value[i];
        const type = typeof item;
        if (type === 'string') weight += item.length;
        else if (type === 'object' ? item !== null && !isPlain(item, depth + 1) : type === 'function' || type === 'symbol') return false;
      }
      return true;
    }
    if (prototype !== objectPrototype && prototype !== null) return false;
    weight += 8;
    for (const key in value) {
      const item = value[key];
      const type = typeof item;
      if (type === 'string') weight += item.length;
      else if (type === 'object' ? item !== null && !isPlain(item, depth + 1) : type === 'function' || type === 'symbol') return false;
    }
    return true;
  }

  // How heavy a value is that is plain JSON already, which is written as it is: Infinity when it is too deep, -1 when it is something else.
  // Objects and lists are those with the prototypes of the context that it comes from.
  return (value, objects, lists, most) => {
    objectPrototype = objects;
    arrayPrototype = lists;
    deepest = most;
    weight = 0;
    return isPlain(value, 0) ? weight : -1;
  };
})()
