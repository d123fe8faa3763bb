import { expect, test } from 'vitest';
import { niceTop, stacked } from './scale';

test('an axis ends at a round number, whose half is one too', () => {
  expect([0, 1, 3, 12, 24, 49, 101, 0.3].map(niceTop)).toEqual([1, 1, 4, 20, 40, 60, 200, 0.4]);
});

test('values stand upon each other', () => {
  expect(stacked([[1, null], [2, 3]])).toEqual([[[0, 1], [0, 0]], [[1, 3], [0, 3]]]);
});
