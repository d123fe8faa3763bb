import { expect, test } from 'vitest';
import { Ring } from './ring';

test('the newest come first, and the oldest go when there is no room', () => {
  const ring = new Ring<number>(3);
  expect(ring.toArray()).toEqual([]);
  [1, 2].forEach((n) => ring.push(n));
  expect(ring.toArray()).toEqual([2, 1]);
  [3, 4, 5].forEach((n) => ring.push(n));
  expect(ring.toArray()).toEqual([5, 4, 3]);
  expect([ring.size, ring.total]).toEqual([3, 5]);
  expect(ring.newest(3)).toBeUndefined();
  expect(ring.newest(-1)).toBeUndefined();
});

test('a cleared one is as a new one', () => {
  const ring = new Ring<number>(2);
  [1, 2, 3].forEach((n) => ring.push(n));
  ring.clear();
  ring.push(4);
  expect(ring.toArray()).toEqual([4]);
});
