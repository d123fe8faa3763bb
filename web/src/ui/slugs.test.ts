import { expect, test } from 'vitest';
import { slugOf } from './slugs';

test('a heading is named as links to it name it', () => {
  expect(slugOf('The six types')).toBe('the-six-types');
  expect(slugOf('Alerts: what to do?')).toBe('alerts-what-to-do');
  expect(slugOf('page and screen')).toBe('page-and-screen');
});
