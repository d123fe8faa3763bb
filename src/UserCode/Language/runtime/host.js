// What the host does for user code.

let logs = '';
let outgoing = '';
let logged = 0;
let lastCall = 0;
const calls = { __proto__: null };

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
  if (!isTest || ++logged > options.mostLogs) return;
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
