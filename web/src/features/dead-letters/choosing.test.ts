import { expect, test } from 'vitest';
import { chosenOf, toggled } from './choosing';

test('what is gone is not chosen any more, and no more than the server takes', () => {
  expect(chosenOf(['a', 'b'], ['b', 'c'])).toEqual(['b']);
  const many = Array.from({ length: 1_200 }, (_, i) => `0-0-${i}`);
  expect(chosenOf(many, many)).toHaveLength(1_000);
});

test('chosen twice is not chosen', () => {
  expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
  expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
});
