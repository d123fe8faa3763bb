import { expect, test } from 'vitest';
import { changesOf, shortOf } from './changes';

test('members that differ are named, however deep', () => {
  const before = { name: 'A', settings: { url: 'a', method: 'POST' }, version: 1 };
  const after = { name: 'A', settings: { url: 'b', method: 'POST', new: [1] }, version: 2 };
  expect(changesOf(before, after)).toEqual([
    { path: 'settings.url', before: 'a', after: 'b' },
    { path: 'settings.new', before: undefined, after: [1] },
    { path: 'version', before: 1, after: 2 },
  ]);
});

test('what was made or taken away is all of it', () => {
  expect(changesOf(null, { name: 'A', enabled: true })).toEqual([
    { path: 'name', before: undefined, after: 'A' },
    { path: 'enabled', before: undefined, after: true },
  ]);
  expect(changesOf({ name: 'A' }, null)).toEqual([{ path: 'name', before: 'A', after: undefined }]);
  expect(changesOf(null, null)).toEqual([]);
});

test('lists are compared whole, and nothing is the same as null', () => {
  expect(changesOf({ a: [1, 2], b: null }, { a: [1, 2] })).toEqual([]);
  expect(shortOf([1])).toBe('[1]');
  expect(shortOf(undefined)).toBe('–');
});
