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

  // The former form of code has another name for the second.
  const entryPoints = options.isFormer ? ['transform'] : ['transformEvent', 'transformBatch'];
  const expected = `${entryPoints}`;
  const metadataFields = [
    'sourceId', 'sourceName', 'workspaceId', 'sourceType', 'sourceCategory', 'destinationId', 'destinationType', 'destinationName', 'namespace',
    'originalSourceId', 'trackingPlanId', 'trackingPlanVersion', 'sourceTpConfig', 'mergedTpConfig', 'jobId', 'sourceJobId', 'sourceJobRunId',
    'sourceTaskRunId', 'recordId', 'messageId', 'messageIds', 'rudderId', 'receivedAt', 'eventName', 'eventType', 'sourceDefinitionId',
    'destinationDefinitionId', 'transformationId', 'transformationVersionId',
  ];

  // Texts, and objects without prototypes: what user code does to Array.prototype is not felt here.
  let items = '';
  let logs = '';
  let outgoing = '';
  let written = 0, outputs = 0, logged = 0;
  let lastCall = 0;
  const calls = { __proto__: null };
  const unsettled = { __proto__: null };
  let unsettledCount = 0;
  let inputs;
  let entryPoint;
  let byMessageId;
  let inHand = -1;
  let isTooDeep;

  const behind = (list, item) => list === '' ? item : `${list},${item}`;

  const shortened = (text, longest) => text.length > longest ? apply(slice, text, [0, longest]) : text;

  // ---- what comes out -------------------------------------------------------------------------------------------------------

  const isPlainObject = (value) => apply(toStringOf, value, []) === '[object Object]';

  // Plain JSON already? Then it is written as it is. Cycles end at a depth at which JSON itself finds them.
  function isPlain(value, depth) {
    if (depth > options.deepest) return isTooDeep = true;
    const prototype = getPrototypeOf(value);
    if (prototype === arrayPrototype) {
      for (let i = 0; i < value.length; i++) {
        const item = value[i];
        const type = typeof item;
        if (type === 'object' ? item !== null && !isPlain(item, depth + 1) : type === 'function' || type === 'symbol') return false;
      }
      return true;
    }
    if (prototype !== objectPrototype && prototype !== null) return false;
    for (const key in value) {
      const item = value[key];
      const type = typeof item;
      if (type === 'object' ? item !== null && !isPlain(item, depth + 1) : type === 'function' || type === 'symbol') return false;
    }
    return true;
  }

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
      const list = setPrototypeOf([], null);
      for (let i = 0; i < value.length; i++) list[i] = copied(value[i], seen, depth + 1);
      return list;
    }
    const object = { __proto__: null };
    const names = keys(value);
    for (let i = 0; i < names.length; i++) object[names[i]] = copied(value[names[i]], seen, depth + 1);
    return object;
  }

  const textOf = (value) => {
    isTooDeep = false;
    const hasToJson = 'toJSON' in objectPrototype || 'toJSON' in arrayPrototype;
    const text = stringify(!hasToJson && isPlain(value, 0) ? value : copied(value, setPrototypeOf([], null), 0));
    if (isTooDeep) throw tooDeep();
    // What lies about itself can end as anything, or as nothing.
    if (typeof text !== 'string' || text[0] !== '{') throw new TypeErrorHere('The output does not become a JSON object.');
    return text;
  };

  // Adds an output, or says why it can't be one.
  function refusal(input, value) {
    const text = textOf(value);
    if (text.length > options.longestOutput) return `Error: The output is too large: ${text.length} characters of JSON, where ${options.longestOutput} are allowed. Return less.`;
    if (written + text.length > options.longestResult) return `Error: The outputs of the batch are too large together: more than ${options.longestResult} characters of JSON. Return less.`;
    if (++outputs > options.mostOutputs) return `Error: The batch has too many outputs: ${options.mostOutputs} are allowed. Return fewer events.`;
    written += text.length;
    items = behind(items, `[${input},${text}]`);
    return '';
  }

  function accept(input, value) {
    try {
      const why = refusal(input, value);
      if (why !== '') failText(input, why);
    } catch (error) {
      fail(input, error);
    }
  }

  const failText = (input, text) => { items = behind(items, `[${input},null,${stringify(shortened(text === '' ? 'Error: something empty was thrown' : text, options.longestError))}]`); };

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
    const last = apply(lastIndexOf, stack, [entryPoint]);
    const end = apply(indexOf, stack, ['\n', last < 0 ? 0 : last]);
    return end < 0 ? stack : apply(slice, stack, [0, end]);
  }

  // ---- what goes in ---------------------------------------------------------------------------------------------------------

  function metadata(event) {
    const found = event === null || event === undefined ? undefined : apply(get, byMessageId, [event.messageId]);
    const shown = {};
    if (found === undefined) return shown;
    for (let i = 0; i < metadataFields.length; i++) {
      const field = metadataFields[i];
      if (found[field] !== undefined) shown[field] = found[field];
    }
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
    unsettled[input] = true;
    unsettledCount++;
    const settle = (what) => (result) => {
      if (!unsettled[input]) return;
      unsettled[input] = false;
      unsettledCount--;
      try {
        what(result);
      } catch (error) {
        fail(input, error);
      }
    };
    try {
      apply(then, apply(resolved, PromiseHere, [value]), [settle(done), settle(failed)]);
    } catch (error) {
      settle(failed)(error);
    }
  }

  function takeEvent(input, value) {
    if (value === null || value === undefined) return;
    if (!isArray(value)) {
      if (isPlainObject(value)) accept(input, value);
      else failText(input, 'returned event from transformEvent(event) is not an object');
      return;
    }
    for (let i = 0; i < value.length; i++) {
      if (!isPlainObject(value[i])) {
        failText(input, 'returned event in events array from transformEvent(event) is not an object');
        return;
      }
    }
    // All of them, or none.
    const before = [items, written, outputs];
    let why = '', thrown;
    try {
      for (let i = 0; i < value.length && why === ''; i++) why = refusal(input, value[i]);
    } catch (error) {
      why = 'thrown';
      thrown = error;
    }
    if (why === '') return;
    items = before[0];
    written = before[1];
    outputs = before[2];
    if (why === 'thrown') fail(input, thrown);
    else failText(input, why);
  }

  function takeBatch(value) {
    if (!isArray(value)) {
      failText(-1, 'returned events from transformBatch(event) is not an array');
      return;
    }
    for (let i = 0; i < value.length; i++) {
      try {
        if (isPlainObject(value[i])) accept(placeOf(value[i]), value[i]);
        else failText(-1, 'returned event in events array from transformBatch(events) is not an object');
      } catch (error) {
        fail(-1, error);
      }
    }
  }

  function each(run) {
    for (let i = 0; i < inputs.length; i++) {
      inHand = i;
      try {
        whenDone(i, run(inputs[i].message, metadata), (value) => takeEvent(i, value), (error) => fail(i, error));
      } catch (error) {
        fail(i, error);
      }
    }
    inHand = -1;
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
    const text = stringify(setPrototypeOf(given, null));
    if (text.length > options.longestCall) throw new ErrorHere(`The request is too large: ${text.length} characters, where ${options.longestCall} are allowed.`);
    const id = ++lastCall;
    calls[id] = { __proto__: null, resolve, reject };
    outgoing = behind(outgoing, `[${id},"${kind}",${stringify(text)}]`);
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
    if (!options.isTest || ++logged > options.mostLogs) return;
    let line = 'Log:';
    for (let i = 0; i < values.length; i++) {
      line += ' ';
      try {
        line += typeof values[i] === 'object' && values[i] !== null ? stringify(values[i]) : StringHere(values[i]);
      } catch (error) {
        try {
          line += StringHere(error);
        } catch {
          line += 'something without a text';
        }
      }
    }
    // As JSON it is a copy: a part of a text keeps the whole of it.
    logs = behind(logs, stringify(shortened(line, options.longestLog)));
  });

  const credentials = new MapHere();

  return {
    // Starts the batch.
    start(module, eventsJson, credentialsJson) {
      inputs = parse(eventsJson);
      byMessageId = new MapHere();
      for (let i = 0; i < inputs.length; i++) apply(set, byMessageId, [inputs[i].metadata?.messageId, inputs[i].metadata ?? {}]);
      const given = parse(credentialsJson);
      const names = keys(given);
      for (let i = 0; i < names.length; i++) apply(set, credentials, [names[i], given[names[i]]]);
      let found = '', count = 0;
      for (let i = 0; i < entryPoints.length; i++) {
        if (typeof module[entryPoints[i]] !== 'function') continue;
        entryPoint = entryPoints[i];
        found = behind(found, entryPoint);
        count++;
      }
      if (count !== 1) throw new ErrorHere(`Expected one of ${expected}. Found ${found}`);
      if (entryPoint === 'transformEvent') each(module.transformEvent);
      else all(module[entryPoint]);
    },

    // What user code has asked for since the last time: [id, kind, arguments as text].
    takeCalls() {
      const taken = `[${outgoing}]`;
      outgoing = '';
      return taken;
    },

    // An answer of the host to a call; the user's code goes on. Call 0: it will hear no more, and what has not settled fails.
    answer(id, isGood, json) {
      if (id === 0) {
        for (let i = -1; i < inputs.length; i++) {
          if (!unsettled[i]) continue;
          unsettled[i] = false;
          failText(i, parse(json));
        }
        unsettledCount = 0;
        return;
      }
      const call = calls[id];
      delete calls[id];
      const value = json === '' ? undefined : parse(json);
      if (isGood) {
        call?.resolve(value);
        return;
      }
      const error = new ErrorHere(value.message);
      const names = keys(value);
      for (let i = 0; i < names.length; i++) {
        defineProperty(error, names[i], { __proto__: null, value: value[names[i]], enumerable: names[i] !== 'message', configurable: true, writable: true });
      }
      call?.reject(error);
    },

    get isDone() { return unsettledCount === 0; },
    get result() { return `[[${items}],[${logs}]]`; },

    // The event whose code runs, where that is known.
    get inHand() { return inHand; },
  };
})
