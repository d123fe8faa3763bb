import { expect, test } from 'vitest';
import { judged, readTest } from './tests';

const answer = (outputs: unknown[], errors: string[] = []) => ({ error: null, events: [{ outputs, errors }], others: { outputs: [], errors: [] }, logs: [], milliseconds: 1 });

test('a test is good when there is no error and, if told, what is expected comes out', () => {
  expect(judged({ name: 't', events: [] }, answer([{ a: 1 }])).isGood).toBe(true);
  expect(judged({ name: 't', events: [], expected: [{ a: 1 }] }, answer([{ a: 1 }])).isGood).toBe(true);
  expect(judged({ name: 't', events: [], expected: [] }, answer([{ a: 1 }])).isGood).toBe(false);
  expect(judged({ name: 't', events: [] }, answer([], ['Error: no\n at transformation:2:3']))).toEqual({ isGood: false, why: 'Line 2: Error: no', outputs: [] });
});

test('a test is read from what is written', () => {
  expect(readTest({ name: ' drops ', events: '{"a":1}', expected: '[]', metadata: '' })).toEqual({ name: 'drops', events: [{ a: 1 }], expected: [] });
  expect(readTest({ name: 'x', events: '[{"a":1}]', expected: '', metadata: '{"sourceName":"Shop"}' })).toEqual({ name: 'x', events: [{ a: 1 }], metadata: { sourceName: 'Shop' } });
  expect(() => readTest({ name: '', events: '{}', expected: '', metadata: '' })).toThrow('name');
  expect(() => readTest({ name: 'x', events: '', expected: '', metadata: '' })).toThrow('Paste');
});
