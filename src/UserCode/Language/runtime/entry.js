// Calls the user's function and takes what it returns.

// The former form of code has another name for the second.
const entryPoints = options.isFormer ? ['transform'] : ['transformEvent', 'transformBatch'];
const expected = `${entryPoints}`;

let entryPoint;
const unsettled = { __proto__: null };
let unsettledCount = 0;
let inHand = -1;

const isThenable = (value) => typeof value === 'object' && value !== null && typeof value.then === 'function';

function whenSettled(input, value, done) {
  unsettled[input] = true;
  unsettledCount++;
  const settle = (what) => (result) => {
    if (!unsettled[input]) return;
    unsettled[input] = false;
    unsettledCount--;
    try {
      what(input, result);
    } catch (error) {
      fail(input, error);
    }
  };
  try {
    apply(then, apply(resolved, PromiseHere, [value]), [settle(done), settle(fail)]);
  } catch (error) {
    settle(fail)(error);
  }
}

function takeEvent(input, value) {
  if (value === null || value === undefined) return;
  if (!isArray(value)) {
    if (isPlainObject(value)) accept(input, 1, value);
    else failText(input, 'returned event from transformEvent(event) is not an object');
    return;
  }
  const values = newList();
  const { length } = value;
  for (let i = 0; i < length && i <= options.mostOutputs; i++) {
    if (!isPlainObject(value[i])) {
      failText(input, 'returned event in events array from transformEvent(event) is not an object');
      return;
    }
    values[i] = value[i];
  }
  accept(input, values.length, undefined, values);
}

function takeBatch(input, value) {
  if (!isArray(value)) {
    failText(input, 'returned events from transformBatch(event) is not an array');
    return;
  }
  const { length } = value;
  for (let i = 0; i < length && i <= options.mostOutputs; i++) {
    try {
      if (isPlainObject(value[i])) accept(placeOf(value[i], i), 1, value[i]);
      else failText(input, 'returned event in events array from transformBatch(events) is not an object');
    } catch (error) {
      fail(input, error);
    }
  }
}

function each(run) {
  for (let i = 0; i < inputs.length; i++) {
    inHand = i;
    try {
      const value = run(inputs[i], metadata);
      if (isThenable(value)) whenSettled(i, value, takeEvent);
      else takeEvent(i, value);
    } catch (error) {
      fail(i, error);
    }
  }
  inHand = -1;
}

function all(run) {
  const messages = [];
  for (let i = 0; i < inputs.length; i++) messages[i] = inputs[i];
  try {
    const value = run(messages, metadata);
    if (isThenable(value)) whenSettled(-1, value, takeBatch);
    else takeBatch(-1, value);
  } catch (error) {
    fail(-1, error);
  }
}

// Finds the user's function and runs it.
function run(module) {
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
}
