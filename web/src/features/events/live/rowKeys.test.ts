import { expect, test } from 'vitest';
import { RowKeys } from './rowKeys';

const placed = (keys: RowKeys, numbers: readonly number[]) => Object.fromEntries(numbers.map((number, place) => [number, keys.of(numbers.map((one) => ({ number: one })))(place)]));

test('a few new rows: those that were there keep their keys, and new ones have none of theirs', () => {
  const keys = new RowKeys();
  const before = placed(keys, [5, 4, 3]);
  const after = placed(keys, [7, 6, 5, 4]);
  expect([after[5], after[4]]).toEqual([before[5], before[4]]);
  expect(new Set([...Object.values(after), before[3]]).size).toBe(5);
});

test('many new rows: each takes the place of what was there', () => {
  const keys = new RowKeys();
  const before = placed(keys, [5, 4, 3]);
  const after = placed(keys, [99, 98, 97]);
  expect([after[99], after[98], after[97]]).toEqual([before[5], before[4], before[3]]);
});

test('asked again for the same rows, and after all were cleared, no two rows have one key', () => {
  const keys = new RowKeys();
  expect(placed(keys, [2, 1])).toEqual(placed(keys, [2, 1]));
  placed(keys, []);
  expect(new Set(Object.values(placed(keys, [3, 2, 1]))).size).toBe(3);
});
