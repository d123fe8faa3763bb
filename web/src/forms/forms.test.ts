import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { FormField } from '@/api/generated/schema';
import { inputs } from './FieldOf';
import { changesOf, conflictsOf, isSame, mergePatch, mergeThree } from './patch';
import { isByPlatform, modeOf, withMode } from './platforms';
import { elementId, labelOf, sentenceOf } from './problems';
import { sectionsOf } from './sections';
import { keepsSecret } from './secrets';
import { effective, filledIn, isDynamic, isShown, namesOf, rowsOf, storedNames, textOf } from './settings';

const region: FormField = { key: 'region', label: 'Region', kind: 'choice', default: 'us', choices: [{ value: 'us', label: 'United States' }, { value: 'eu', label: 'Europe' }] };
const endpoint: FormField = { key: 'endpoint', label: 'Endpoint', kind: 'text', needed: true, when: { key: 'region', values: ['eu'] } };
const debug: FormField = { key: 'debug', label: 'Debug', kind: 'switch' };
const level: FormField = { key: 'level', label: 'Level', kind: 'number', when: { key: 'debug', values: ['true'] } };
const headers: FormField = { key: 'headers', label: 'Headers', kind: 'rows', columns: [{ key: 'from', label: 'Name', kind: 'text' }, { key: 'to', label: 'Value', kind: 'text', secret: true }] };
const fields = [region, endpoint, debug, level, headers];

test('a setting that depends on another is shown by its value, or its default', () => {
  expect(isShown(endpoint, fields, {})).toBe(false);
  expect(isShown(endpoint, fields, { region: ' eu ' })).toBe(true);
  expect(isShown(endpoint, fields, { region: '{{ event.properties.region || us }}' })).toBe(true);
  expect(isShown(level, fields, { debug: true })).toBe(true);
  expect(isShown(level, fields, {})).toBe(false);
  expect(effective(region, { region: '' })).toBe('us');
});

test('settings stand in groups; what decides about a needed one stands with it', () => {
  expect(sectionsOf(fields, { region: 'eu' }).map((s) => [s.title, s.fields.map((f) => f.key)])).toEqual([
    ['Connection', ['region', 'endpoint']],
    ['Options', ['debug']],
    ['Events and fields', ['headers']],
  ]);
});

test('a value from the event is known by its form', () => {
  expect(isDynamic('{{ event.properties.plan || free }}')).toBe(true);
  expect(isDynamic(' {{event.a||}} ')).toBe(true);
  expect(isDynamic('{{ event.properties.plan }}')).toBe(false);
  expect(isDynamic(7)).toBe(false);
});

test('names are read as texts and as objects, and stored as the definition says', () => {
  expect(namesOf([{ trait: ' plan ' }, 'age', null, { other: 1 }, ''], 'trait')).toEqual(['plan', 'age']);
  expect(namesOf('sms', undefined)).toEqual(['sms']);
  expect(storedNames(['plan'], 'trait')).toEqual([{ trait: 'plan' }]);
  expect(storedNames(['plan'], undefined)).toEqual(['plan']);
  expect(rowsOf([null, { a: 1 }, 'x'])).toEqual([{ a: 1 }]);
  expect(textOf({ a: 1 })).toBe('{"a":1}');
  expect(filledIn({ a: '', b: null, c: false, d: 'x' })).toEqual({ c: false, d: 'x' });
});

test('a patch names what differs only, and takes away what is empty', () => {
  expect(mergePatch({ a: 1, b: [1, { c: 2 }] }, { a: 1, b: [1, { c: 2 }] })).toBeNull();
  expect(mergePatch({ a: 1, b: 2 }, { b: 3 })).toEqual({ a: null, b: 3 });
  expect(mergePatch({ m: { web: 'device', ios: 'cloud' } }, { m: { web: 'cloud' } })).toEqual({ m: { web: 'cloud', ios: null } });
  expect(mergePatch({ l: [1] }, { l: [1, 2] })).toEqual({ l: [1, 2] });
  expect(mergePatch({}, { apiKey: null })).toEqual({ apiKey: null });
  expect(isSame({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
  expect(isSame([1], { 0: 1 })).toBe(false);
});

test('what two people changed is put together, and where both changed the same a person decides', () => {
  const base = { url: 'a', method: 'POST', level: 1, gone: true };
  const mine = { url: 'b', method: 'PUT', level: 1, gone: true };
  const theirs = { url: 'c', method: 'POST', level: 2 };
  expect(changesOf(base, theirs).map((c) => c.key)).toEqual(['url', 'level', 'gone']);
  expect(conflictsOf(base, mine, theirs)).toEqual([{ key: 'url', base: 'a', mine: 'b', theirs: 'c' }]);
  expect(mergeThree(base, mine, theirs, new Set())).toEqual({ url: 'c', method: 'PUT', level: 2 });
  expect(mergeThree(base, mine, theirs, new Set(['url']))).toEqual({ url: 'b', method: 'PUT', level: 2 });
  expect(conflictsOf(base, { ...base, url: 'c' }, theirs)).toEqual([]);
});

test('a row keeps its secret while the rest of it stays', () => {
  const [, value] = headers.columns ?? [];
  const saved = [{ from: 'A' }, { from: 'B' }];
  const keeps = (row: Record<string, unknown>) => value && keepsSecret(headers, value, row, saved, { 'headers[1].to': true });
  expect(keeps({ from: 'B' })).toBe(true);
  expect(keeps({ from: 'B', to: 'new' })).toBe(true);
  expect(keeps({ from: 'A' })).toBe(false);
  expect(keeps({ from: 'C' })).toBe(false);
});

test('problems are named for people', () => {
  expect(labelOf('headers[1].to', fields)).toBe('Headers, 2: Value');
  expect(labelOf('endpoint', fields)).toBe('Endpoint');
  expect(labelOf('unknown.web', fields)).toBe('unknown.web');
  expect(sentenceOf('"webhookUrl" (Webhook URL) is required.')).toBe('It is required.');
  expect(sentenceOf('A destination needs a name.')).toBe('A destination needs a name.');
  expect(elementId('settings.headers[0].from')).toBe('field-settings-headers-0-from');
});

test('modes are set for one platform, and the others keep theirs', () => {
  const all = { web: ['cloud', 'device', 'hybrid'], ios: ['cloud', 'device'], cloud: ['cloud'] };
  expect(isByPlatform({ web: 'device' })).toBe(true);
  expect(isByPlatform({})).toBe(false);
  expect(modeOf(undefined, 'web')).toBe('cloud');
  expect(modeOf('device', 'ios')).toBe('device');
  expect(modeOf({ web: 'hybrid' }, 'ios')).toBe('cloud');
  expect(withMode({ web: 'hybrid' }, 'ios', 'device', all)).toEqual({ web: 'hybrid', ios: 'device' });
  expect(withMode('device', 'web', 'cloud', all)).toEqual({ ios: 'device', web: 'cloud' });
});

test('every destination’s form can be shown: no kind of field is unknown, and what a field depends on is there', () => {
  const forms = readFileSync('../tests/Destinations.Tests/FormTests.Every_form_is_as_it_was.verified.txt', 'utf8').trim().split('\n');
  expect(forms.length).toBeGreaterThan(10);
  for (const line of forms) {
    const [name = '', ...json] = line.split(' ');
    const form = JSON.parse(json.join(' ')) as FormField[];
    const all = (of: readonly FormField[]): FormField[] => of.flatMap((field) => [field, ...all(field.columns ?? [])]);
    expect(all(form).filter((field) => !(field.kind in inputs)).map((field) => `${name}.${field.key}: ${field.kind}`)).toEqual([]);
    expect(form.filter((field) => field.when && !form.some((other) => other.key === field.when?.key)).map((field) => field.key)).toEqual([]);
    expect(all(form).filter((field) => field.kind === 'rows' && (field.columns ?? []).length === 0)).toEqual([]);
    // Nothing that must always be filled in is hidden, whatever is chosen.
    const shown = sectionsOf(form, {}).flatMap((section) => section.fields);
    expect(form.filter((field) => field.required === true && !shown.includes(field)).map((field) => field.key)).toEqual([]);
  }
});
