import { expect, test } from 'vitest';
import { readSearch } from './search';

test('what an address names is read, and what means nothing is left out', () => {
  expect(readSearch({ tab: 'find', user: 42, failed: true, grouped: 'yes', grain: 'week', by: 'detail', other: 'x' })).toEqual({ tab: 'find', user: '42', failed: true, by: 'detail' });
  expect(readSearch({ tab: 'toString', source: ['a'] })).toEqual({});
});
