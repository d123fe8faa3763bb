import { expect, test } from 'vitest';
import { readSearch, stepOf } from './steps';

test('without a source there is only the first step', () => {
  expect(readSearch({ step: 'deliver', type: 'Node' })).toEqual({ type: 'Node' });
  expect(stepOf({ type: 'Node' })).toBe('source');
});

test('the address says where one was', () => {
  const search = readSearch({ step: 'deliver', source: 'src_1', sdk: 'go', other: 1 });
  expect(search).toEqual({ step: 'deliver', source: 'src_1', sdk: 'go' });
  expect(stepOf(search)).toBe('deliver');
});

test('what is no step begins after the source', () => {
  expect(stepOf(readSearch({ step: 'nowhere', source: 'src_1' }))).toBe('send');
  expect(stepOf(readSearch({ step: 7, source: '' }))).toBe('source');
});
