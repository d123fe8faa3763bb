// What the user's function returned, until all of it is there: only then is it read, as in the established product, so that what is changed later comes out
// changed.

// Each has an `error`, or the `value` that came of its input, or several in `values`, of which all come out or none.
class Entry {
  constructor(input, error, value, values) {
    this.input = input;
    this.error = error;
    this.value = value;
    this.values = values;
  }
}

// What user code does to Object.prototype is not felt here. (A literal without a prototype would be a hash table.)
setPrototypeOf(Entry.prototype, null);

let entries = newList();
let outputs = 0;

const add = (input, error, value, values) => { entries[entries.length] = new Entry(input, error, value, values); };

const failText = (input, text) => add(input, shortened(text === '' ? 'Error: something empty was thrown' : text, options.longestError));

const fail = (input, error) => failText(input, explain(error));

function accept(input, count, value, values) {
  if (outputs + count > options.mostOutputs) {
    failText(input, `Error: The batch has too many outputs: ${options.mostOutputs} are allowed. Return fewer events.`);
    return;
  }
  outputs += count;
  add(input, undefined, value, values);
}

// Of what is written together.
let weight = 0;

// It can be written with all others. Its members are looked at, so that it must not be a list that says it is an object.
function isQuick(value) {
  const more = isArray(value) ? -1 : weightOf(value);
  weight += more;
  return more >= 0 && weight <= options.longestOutput >> 2;
}

// All at once, which is fast; undefined when something needs a closer look.
function textOfAll() {
  if (hasToJson()) return undefined;
  const list = newList();
  let count = 0;
  weight = 0;
  try {
    for (let i = 0; i < entries.length; i++) {
      const { input, error, value, values } = entries[i];
      if (error !== undefined) list[count++] = [input, null, error];
      else if (values === undefined) {
        if (!isQuick(value)) return undefined;
        list[count++] = [input, value];
      } else {
        for (let n = 0; n < values.length; n++) {
          if (!isQuick(values[n])) return undefined;
          list[count++] = [input, values[n]];
        }
      }
    }
    return stringify(list);
  } catch {
    return undefined;
  }
}

// One by one: only what is wrong fails.
function textOfEach() {
  let items = '';
  let written = 0;
  for (let i = 0; i < entries.length; i++) {
    const { input, error, value, values = [value] } = entries[i];
    let added = '';
    let length = written;
    let why = error ?? '';
    try {
      for (let n = 0; error === undefined && n < values.length && why === ''; n++) {
        const text = textOf(values[n]);
        length += text.length;
        if (text.length > options.longestOutput) why = `Error: The output is too large: ${text.length} characters of JSON, where ${options.longestOutput} are allowed. Return less.`;
        else if (length > options.longestResult) why = `Error: The outputs of the batch are too large together: more than ${options.longestResult} characters of JSON. Return less.`;
        else added = behind(added, `[${input},${text}]`);
      }
    } catch (error) {
      why = shortened(explain(error), options.longestError);
    }
    if (why !== '') added = `[${input},null,${stringify(why)}]`;
    else written = length;
    if (added !== '') items = behind(items, added);
  }
  return `[${items}]`;
}
