import { expect, test } from 'vitest';
import { Kept } from './kept';

const box = (id: string, text: string) => ({ id, place: { x: 1 }, text });

test('as long as nothing is other, the list and its elements are the same', () => {
  const kept = new Kept<ReturnType<typeof box>>();
  const first = kept.of([box('a', '0/min'), box('b', '0/min')]);
  expect(kept.of([box('a', '0/min'), box('b', '0/min')])).toBe(first);
});

test('what is other is new, and the rest stays', () => {
  const kept = new Kept<ReturnType<typeof box>>();
  const [a] = kept.of([box('a', '0/min'), box('b', '0/min')]);
  const next = kept.of([box('a', '0/min'), box('b', '7/min'), box('c', '0/min')]);
  expect(next.map(({ text }) => text)).toEqual(['0/min', '7/min', '0/min']);
  expect(next[0]).toBe(a);
  expect(kept.of([box('b', '7/min')])).toEqual([next[1]]);
  expect(kept.of([])).toEqual([]);
});

test('one that comes before the others leaves them what they were', () => {
  const kept = new Kept<ReturnType<typeof box>>();
  const [b, c] = kept.of([box('b', '0/min'), box('c', '0/min')]);
  const next = kept.of([box('a', '0/min'), box('b', '0/min'), box('c', '0/min')]);
  expect(next[1]).toBe(b);
  expect(next[2]).toBe(c);
});
