import { expect, test } from 'vitest';
import { durationOf } from './durationOf';

test('durations are said in a unit that suits them', () => {
  expect([0.44, 12.4, 999, 1_500, 150_000, 9_000_000].map(durationOf)).toEqual(['0.4 ms', '12 ms', '999 ms', '1.5 s', '3 min', '2.5 h']);
});
