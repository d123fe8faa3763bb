// Node.js as a yardstick for user code: JSON text in, parse, run the user's function on each event, stringify, text out.
// Arguments: the user's code as a script with a function transformEvent, and the events as JSON, both files.
// A line "fresh 1000" or "kept 1000" asks for that many milliseconds in fresh contexts or in one; the answer is batches a second.
'use strict';
const { readFileSync } = require('node:fs');
const vm = require('node:vm');
const [, , code, events] = process.argv;
const script = new vm.Script(`${readFileSync(code, 'utf8')}
(function (text) {
  const events = JSON.parse(text), done = [];
  for (let i = 0; i < events.length; i++) done.push([i, transformEvent(events[i].message)]);
  return JSON.stringify(done);
})`);
const text = readFileSync(events, 'utf8');
const newRun = () => script.runInContext(vm.createContext({}));
const kept = newRun();
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const [how, milliseconds] = line.split(' ');
  const begin = performance.now();
  let batches = 0, length = 0;
  do {
    length += (how === 'fresh' ? newRun() : kept)(text).length;
    batches++;
  } while (performance.now() - begin < milliseconds);
  if (length === 0) throw new Error('Nothing came out.');
  console.log(batches * 1000 / (performance.now() - begin));
});
