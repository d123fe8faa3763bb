// Runs one batch in a fresh context. Evaluates to a function of the options; what it keeps of JavaScript is taken before user code can
// change it. No object of the host is in reach: what user code asks for is read by `takeCalls` and answered by `answer`.
(function (optionsJson) {
  'use strict';
  const { parse, stringify } = JSON;
  const options = parse(optionsJson);
  const { isArray } = Array;
  const { getPrototypeOf, keys, defineProperty, setPrototypeOf } = Object;
  const { apply } = Reflect;
  const objectPrototype = Object.prototype;
  const arrayPrototype = Array.prototype;
  const toStringOf = objectPrototype.toString;
  const isoOf = Date.prototype.toISOString;
  const join = arrayPrototype.join;
  const push = arrayPrototype.push;
  const split = String.prototype.split;
  const includes = String.prototype.includes;
  const then = Promise.prototype.then;
  const PromiseHere = Promise;
  const ErrorHere = Error;
  const TypeErrorHere = TypeError;
  const StringHere = String;
  const DateHere = Date;
  const MapHere = Map;
  const get = Map.prototype.get, set = Map.prototype.set, has = Map.prototype.has, remove = Map.prototype.delete,
    clear = Map.prototype.clear, inputsOf = Map.prototype.keys, sizeOf = Object.getOwnPropertyDescriptor(Map.prototype, 'size').get;

  // The former form of code has another name for the second.
  const entryPoints = options.isFormer ? ['transform'] : ['transformEvent', 'transformBatch'];
  const metadataFields = [
    'sourceId', 'sourceName', 'workspaceId', 'sourceType', 'sourceCategory', 'destinationId', 'destinationType', 'destinationName', 'namespace',
    'originalSourceId', 'trackingPlanId', 'trackingPlanVersion', 'sourceTpConfig', 'mergedTpConfig', 'jobId', 'sourceJobId', 'sourceJobRunId',
    'sourceTaskRunId', 'recordId', 'messageId', 'messageIds', 'rudderId', 'receivedAt', 'eventName', 'eventType', 'sourceDefinitionId',
    'destinationDefinitionId', 'transformationId', 'transformationVersionId',
  ];

  const items = [];
  const logs = [];
  const calls = new MapHere();
  const outgoing = [];
  let lastCall = 0;
  const unsettled = new MapHere();
  let inputs;
  let entryPoint;
  let byMessageId;

  const add = (list, item) => apply(push, list, [item]);

  // ---- what comes out -------------------------------------------------------------------------------------------------------

  const isPlainObject = (value) => apply(toStringOf, value, []) === '[object Object]';

  // Plain JSON already? Then it is written as it is. Cycles end at a depth at which JSON itself finds them.
  function isPlain(value, depth) {
    const prototype = getPrototypeOf(value);
    if (prototype === arrayPrototype) {
      for (let i = 0; i < value.length; i++) {
        const item = value[i];
        const type = typeof item;
        if (type === 'object' ? item !== null && !isPlain(item, depth + 1) : type === 'function' || type === 'symbol') return false;
      }
      return true;
    }
    if (depth > 500) return true;
    if (prototype !== objectPrototype && prototype !== null) return false;
    for (const key in value) {
      const item = value[key];
      const type = typeof item;
      if (type === 'object' ? item !== null && !isPlain(item, depth + 1) : type === 'function' || type === 'symbol') return false;
    }
    return true;
  }

  const notCloneable = (text) => new ErrorHere(`${text} could not be cloned.`);

  // What a copy between two isolates leaves of a value: no prototypes, no toJSON; functions and symbols can't be copied.
  function copied(value, seen) {
    if (typeof value === 'function' || typeof value === 'symbol') throw notCloneable(StringHere(value));
    if (typeof value !== 'object' || value === null) return value;
    if (seen.includes(value)) throw new TypeErrorHere('Converting circular structure to JSON');
    const tag = apply(toStringOf, value, []);
    if (tag === '[object Date]') {
      const time = +value;
      return time === time ? apply(isoOf, new DateHere(time), []) : null;
    }
    if (tag === '[object Number]' || tag === '[object String]' || tag === '[object Boolean]') return value.valueOf();
    if (tag === '[object Promise]' || tag === '[object WeakMap]' || tag === '[object WeakSet]' || tag === '[object WeakRef]') throw notCloneable(`#<${apply(split, apply(split, tag, [' '])[1], [']'])[0]}>`);
    if (tag === '[object Map]' || tag === '[object Set]' || tag === '[object RegExp]' || tag === '[object Error]') return {};
    const inside = [...seen, value];
    if (isArray(value)) {
      const list = setPrototypeOf([], null);
      for (let i = 0; i < value.length; i++) list[i] = copied(value[i], inside);
      return list;
    }
    const object = { __proto__: null };
    for (const key of keys(value)) defineProperty(object, key, { value: copied(value[key], inside), enumerable: true });
    return object;
  }

  const textOf = (value) => {
    const hasToJson = 'toJSON' in objectPrototype || 'toJSON' in arrayPrototype;
    return stringify(!hasToJson && isPlain(value, 0) ? value : copied(value, []));
  };

  function accept(input, value) {
    try {
      add(items, `[${input},${textOf(value)}]`);
    } catch (error) {
      fail(input, error);
    }
  }

  const failText = (input, text) => add(items, `[${input},null,${stringify(text)}]`);

  const fail = (input, error) => failText(input, explain(error));

  // The message and the stack down to the entry point; what lies below is ours.
  function explain(error) {
    let stack;
    try {
      stack = error === null || error === undefined ? undefined : error.stack;
    } catch { /* a getter of the user's */ }
    if (typeof stack !== 'string') {
      if (options.strictPeer) return "Error: Cannot read properties of undefined (reading 'split')";
      try {
        const text = typeof error === 'object' && error !== null && !('message' in error) ? stringify(error) : StringHere(error?.message ?? error);
        return text || 'Error: something empty was thrown';
      } catch {
        return 'Error: something was thrown that has no text';
      }
    }
    const lines = apply(split, stack, ['\n']);
    let last = 0;
    for (let i = 0; i < lines.length; i++) if (apply(includes, lines[i], [entryPoint])) last = i;
    lines.length = last + 1;
    return apply(join, lines, ['\n']);
  }

  // ---- what goes in ---------------------------------------------------------------------------------------------------------

  function metadata(event) {
    const found = event === null || event === undefined ? undefined : apply(get, byMessageId, [event.messageId]);
    const shown = {};
    if (found === undefined) return shown;
    for (const field of metadataFields) if (found[field] !== undefined) shown[field] = found[field];
    return shown;
  }

  const placeOf = (event) => {
    for (let i = 0; i < inputs.length; i++) if (inputs[i].message?.messageId === event.messageId) return i;
    return -1;
  };

  // ---- entry points ---------------------------------------------------------------------------------------------------------

  function whenDone(input, value, done, failed) {
    if (typeof value !== 'object' || value === null || typeof value.then !== 'function') {
      done(value);
      return;
    }
    apply(set, unsettled, [input, true]);
    const settle = (what) => (result) => {
      if (apply(remove, unsettled, [input])) what(result);
    };
    apply(then, PromiseHere.resolve(value), [settle(done), settle(failed)]);
  }

  function takeEvent(input, value) {
    if (value === null || value === undefined) return;
    if (isArray(value)) {
      for (let i = 0; i < value.length; i++) {
        if (!isPlainObject(value[i])) {
          failText(input, 'returned event in events array from transformEvent(event) is not an object');
          return;
        }
      }
      const before = items.length;
      for (let i = 0; i < value.length; i++) {
        try {
          add(items, `[${input},${textOf(value[i])}]`);
        } catch (error) {
          items.length = before;
          fail(input, error);
          return;
        }
      }
      return;
    }
    if (isPlainObject(value)) accept(input, value);
    else failText(input, 'returned event from transformEvent(event) is not an object');
  }

  function takeBatch(value) {
    if (!isArray(value)) {
      failText(-1, 'returned events from transformBatch(event) is not an array');
      return;
    }
    for (let i = 0; i < value.length; i++) {
      if (isPlainObject(value[i])) accept(placeOf(value[i]), value[i]);
      else failText(-1, 'returned event in events array from transformBatch(events) is not an object');
    }
  }

  function each(run) {
    for (let i = 0; i < inputs.length; i++) {
      try {
        whenDone(i, run(inputs[i].message, metadata), (value) => takeEvent(i, value), (error) => fail(i, error));
      } catch (error) {
        fail(i, error);
      }
    }
  }

  function all(run) {
    const messages = [];
    for (let i = 0; i < inputs.length; i++) messages[i] = inputs[i].message;
    try {
      whenDone(-1, run(messages, metadata), takeBatch, (error) => fail(-1, error));
    } catch (error) {
      fail(-1, error);
    }
  }

  // ---- what the host does for user code -------------------------------------------------------------------------------------

  const ask = (kind, ...given) => new PromiseHere((resolve, reject) => {
    const id = ++lastCall;
    apply(set, calls, [id, { resolve, reject }]);
    add(outgoing, `[${id},"${kind}",${stringify(given)}]`);
  });

  const define = (name, value) => defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });

  define('fetch', function fetch(url, init) { return ask('fetch', url, init); });
  define('fetchV2', function fetchV2(url, init) { return ask('fetchV2', url, init); });
  define('geolocation', function geolocation(ip) { return ask('geolocation', ip); });
  define('getCredential', function getCredential(key) {
    if (key === null || key === undefined) throw new TypeErrorHere('Key should be valid and defined');
    return typeof key === 'string' && apply(has, credentials, [key]) ? apply(get, credentials, [key]) : undefined;
  });
  define('log', function log(...values) {
    if (!options.isTest) return;
    let line = 'Log:';
    for (let i = 0; i < values.length; i++) {
      line += ' ';
      try {
        line += typeof values[i] === 'object' && values[i] !== null ? stringify(values[i]) : StringHere(values[i]);
      } catch (error) {
        line += StringHere(error);
      }
    }
    if (logs.length < options.mostLogs) add(logs, line.length > options.longestLog ? line.slice(0, options.longestLog) : line);
  });

  const credentials = new MapHere();

  return {
    // Starts the batch.
    start(module, eventsJson, credentialsJson) {
      inputs = parse(eventsJson);
      byMessageId = new MapHere();
      for (let i = 0; i < inputs.length; i++) apply(set, byMessageId, [inputs[i].metadata?.messageId, inputs[i].metadata ?? {}]);
      const given = parse(credentialsJson);
      for (const key of keys(given)) apply(set, credentials, [key, given[key]]);
      const found = entryPoints.filter((name) => typeof module[name] === 'function');
      if (found.length !== 1) throw new ErrorHere(`Expected one of ${entryPoints}. Found ${found}`);
      entryPoint = found[0];
      if (entryPoint === 'transformEvent') each(module.transformEvent);
      else all(module[entryPoint]);
    },

    // What user code has asked for since the last time: [id, kind, arguments].
    takeCalls() {
      const taken = `[${apply(join, outgoing, [','])}]`;
      outgoing.length = 0;
      return taken;
    },

    // An answer of the host to a call; the user's code goes on. Call 0: it will hear no more, and what has not settled fails.
    answer(id, isGood, json) {
      if (id === 0) {
        for (const input of [...apply(inputsOf, unsettled, [])]) failText(input, parse(json));
        apply(clear, unsettled, []);
        return;
      }
      const call = apply(get, calls, [id]);
      apply(remove, calls, [id]);
      const value = json === '' ? undefined : parse(json);
      if (isGood) {
        call?.resolve(value);
        return;
      }
      const error = new ErrorHere(value.message);
      for (const key of keys(value)) defineProperty(error, key, { value: value[key], enumerable: key !== 'message', configurable: true, writable: true });
      call?.reject(error);
    },

    get isDone() { return apply(sizeOf, unsettled, []) === 0; },
    get result() { return `[[${apply(join, items, [','])}],${stringify(logs)}]`; },
  };
})
