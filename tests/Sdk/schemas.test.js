import Ajv2020 from 'ajv/dist/2020.js';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pintle, root } from './support/server.js';

const wrongValues = { switch: 'perhaps', number: 'many', choice: 'none of these', names: { a: 1 }, rows: [5] };
const show = (name, as) => JSON.parse(execFileSync(pintle, ['destinations', 'show', name, '--as', as]));
const compile = (schema) => new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: true }).compile(schema);
const destinations = execFileSync(pintle, ['destinations', 'list'], { encoding: 'utf8' }).trim().split('\n')
  .map((line) => line.split(' ')[0]).map((name) => ({ name, form: show(name, 'form'), validate: compile(show(name, 'schema')) }));

function filledIn(form) {
  const settings = {};
  const valueOf = (key) => String(settings[key] ?? form.find((field) => field.key === key).default);
  for (const { key, required, needed, when, example } of form) {
    if (required || (needed && (!when || when.values.includes(valueOf(when.key))))) settings[key] = example ?? 'something';
  }
  return settings;
}

test('a schema takes what its form asks for, and nothing else', () => {
  assert.ok(destinations.length >= 16);
  for (const { name, form, validate } of destinations) {
    const settings = filledIn(form);
    const takes = (changed, what) => assert.ok(validate({ ...settings, ...changed }), `${name}, ${what}: ${JSON.stringify(validate.errors)}`);
    const refuses = (changed, what) => assert.ok(!validate({ ...settings, ...changed }), `${name}: ${what} passes`);
    takes({}, 'filled in');
    for (const { key, kind, required } of form) {
      takes({ [key]: '{{ event.context.x || "y" }}' }, `${key} from the event`);
      if (required) refuses({ [key]: '  ' }, `a blank ${key}`);
      if (required) refuses({ [key]: undefined }, `no ${key}`);
      if (kind in wrongValues) refuses({ [key]: wrongValues[kind] }, `${key} = ${JSON.stringify(wrongValues[kind])}`);
    }
  }
});

test('settings that fixtures show to work fit the schema', () => {
  const folders = readdirSync(join(root, 'src/Destinations'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  for (const { name, validate } of destinations) {
    const folder = folders.find((f) => readdirSync(f).some((file) => file.endsWith('Destination.cs') && readFileSync(join(f, file), 'utf8').includes(`"${name.toUpperCase()}"`)));
    const cases = readdirSync(join(folder, 'fixtures')).flatMap((file) => JSON.parse(readFileSync(join(folder, 'fixtures', file), 'utf8')));
    const working = cases.filter((c) => c.event && c.expect?.requests && c.settings);
    assert.ok(working.length > 0, name);
    for (const { settings, case: title } of working) assert.ok(validate(settings), `${name}, ${title}: ${JSON.stringify(settings)}: ${JSON.stringify(validate.errors)}`);
  }
});
