// What the worker calls. What it gets of a batch that has ended is its result, `[[items], [logs]]`.

function result() {
  if (unsettledCount > 0) return undefined;
  const text = `[${textOfAll() ?? textOfEach()},[${logs}]]`;

  // What hangs on a context that has been left lives until V8 has marked its whole heap; what doesn't is gone sooner.
  inputs = entries = knownJson = byMessageId = undefined;
  return text;
}

return {
  // Runs the batch on the module that the entry has left; answers its result if it has ended by then.
  start(messagesJson, metadataJson, credentialsJson) {
    const module = globalThis[options.module];
    delete globalThis[options.module];
    inputs = parse(messagesJson);
    knownJson = metadataJson;
    const given = parse(credentialsJson);
    const names = keys(given);
    for (let i = 0; i < names.length; i++) apply(set, credentials, [names[i], given[names[i]]]);
    run(module);
    return result();
  },

  // Answers the result if the batch has ended since.
  result,

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

  // The event whose code runs, where that is known.
  get inHand() { return inHand; },
};
