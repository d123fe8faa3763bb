import { expect, test } from 'vitest';
import { ageOf, sizeOf } from './sizes';

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1536, '1.5 KB'],
  [20 * 1024 * 1024, '20 MB'],
  [3 * 1024 ** 4, '3.0 TB'],
])('%d bytes', (bytes, words) => {
  expect(sizeOf(bytes)).toBe(words);
});

test.each([
  [0, '0 s'],
  [89, '89 s'],
  [120, '2 min'],
  [7200, '2 h'],
  [3 * 86_400, '3 days'],
])('%d seconds ago', (seconds, words) => {
  expect(ageOf('2026-01-01T00:00:00Z', Date.parse('2026-01-01T00:00:00Z') + seconds * 1000)).toBe(words);
});
