// URLSearchParams: a list of names and values, on its own or that of a URL's query.

function parseForm(text) {
  const list = [], pairs = splitText(text, '&');
  for (let i = 0; i < pairs.length; i++) {
    const pair = pairs[i], equals = indexOf(pair, '=');
    if (pair === '') continue;
    list[list.length] = equals < 0
      ? { name: decodeForm(pair), value: '' }
      : { name: decodeForm(slice(pair, 0, equals)), value: decodeForm(slice(pair, equals + 1)) };
  }
  return list;
}

const decodeForm = text => percentDecode(indexOf(text, '+') < 0 ? text : joinArray(splitText(text, '+'), ' '));

function formatForm(list) {
  let text = '';
  for (let i = 0; i < list.length; i++) {
    text += `${i === 0 ? '' : '&'}${percentEncode(list[i].name, FORM_SET, '+')}=${percentEncode(list[i].value, FORM_SET, '+')}`;
  }
  return text;
}

// A sequence of pairs, in the wide sense of whatever can be iterated, or the properties of an object.
function listOf(init) {
  if (init === null || (typeof init !== 'object' && typeof init !== 'function')) return parseForm(withoutMark(scalarText(init), '?'));
  const list = [];
  if (init[ITERATOR] === undefined || init[ITERATOR] === null) {
    const names = ownKeys(init);
    for (let i = 0; i < names.length; i++) {
      if (isEnumerable(init, names[i])) setInList(list, scalarText(names[i]), scalarText(init[names[i]]));
    }
    return list;
  }
  for (const pair of init) {
    const parts = [];
    if (pair === null || typeof pair !== 'object') throw new TypeError('each pair must be a list');
    for (const part of pair) parts[parts.length] = scalarText(part);
    if (parts.length !== 2) throw new TypeError('each pair must be a name and a value');
    list[list.length] = { name: parts[0], value: parts[1] };
  }
  return list;
}

// The first of that name gets the value, the others go.
function setInList(list, name, value) {
  let kept = 0, found = false;
  for (let i = 0; i < list.length; i++) {
    if (list[i].name !== name) list[kept++] = list[i];
    else if (!found) {
      found = true;
      list[kept++] = { name, value };
    }
  }
  list.length = kept;
  if (!found) list[kept] = { name, value };
}

// For URL alone: makes the params of a URL, which tell it of each change, and gives them another list.
let paramsOf, replaceList;

class URLSearchParams {
  #list;
  #changed = undefined;

  constructor(init = '') {
    this.#list = listOf(init);
  }

  static {
    paramsOf = (query, changed) => {
      const params = new URLSearchParams();
      params.#list = parseForm(query);
      params.#changed = changed;
      return params;
    };
    replaceList = (params, query) => { params.#list = parseForm(query); };
  }

  #update() {
    if (this.#changed !== undefined) this.#changed(formatForm(this.#list));
  }

  #find(name, value) {
    const list = this.#list;
    for (let i = 0; i < list.length; i++) if (list[i].name === name && (value === undefined || list[i].value === value)) return list[i];
    return undefined;
  }

  #iterate(kind) {
    return iterate(() => this.#list, kind);
  }

  get size() {
    return this.#list.length;
  }

  append(name, value) {
    needArguments(arguments.length, 2, 'URLSearchParams.append');
    const entry = { name: scalarText(name), value: scalarText(value) };
    this.#list[this.#list.length] = entry;
    this.#update();
  }

  delete(name, value = undefined) {
    needArguments(arguments.length, 1, 'URLSearchParams.delete');
    const list = this.#list, unwanted = scalarText(name), only = value === undefined ? undefined : scalarText(value);
    let kept = 0;
    for (let i = 0; i < list.length; i++) {
      if (list[i].name !== unwanted || (only !== undefined && list[i].value !== only)) list[kept++] = list[i];
    }
    list.length = kept;
    this.#update();
  }

  get(name) {
    needArguments(arguments.length, 1, 'URLSearchParams.get');
    return this.#find(scalarText(name))?.value ?? null;
  }

  getAll(name) {
    needArguments(arguments.length, 1, 'URLSearchParams.getAll');
    const list = this.#list, wanted = scalarText(name), values = [];
    for (let i = 0; i < list.length; i++) if (list[i].name === wanted) values[values.length] = list[i].value;
    return values;
  }

  has(name, value = undefined) {
    needArguments(arguments.length, 1, 'URLSearchParams.has');
    return this.#find(scalarText(name), value === undefined ? undefined : scalarText(value)) !== undefined;
  }

  set(name, value) {
    needArguments(arguments.length, 2, 'URLSearchParams.set');
    setInList(this.#list, scalarText(name), scalarText(value));
    this.#update();
  }

  sort() {
    sortArray(this.#list, (a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
    this.#update();
  }

  forEach(callback, thisValue = undefined) {
    needArguments(arguments.length, 1, 'URLSearchParams.forEach');
    if (typeof callback !== 'function') throw new TypeError('the callback is no function');
    for (let i = 0; i < this.#list.length; i++) apply(callback, thisValue, [this.#list[i].value, this.#list[i].name, this]);
  }

  entries() {
    return this.#iterate('entries');
  }

  keys() {
    return this.#iterate('keys');
  }

  values() {
    return this.#iterate('values');
  }

  toString() {
    return formatForm(this.#list);
  }
}
