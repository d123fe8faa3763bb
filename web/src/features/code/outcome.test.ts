import { expect, test } from 'vitest';
import { fateOf, isSame, marksOf, placeOf, readEvents, sentenceOf } from './outcome';

const thrown = 'TypeError: x is not a function\n    at transformEvent (transformation:4:11)\n    at transformation:9:1';

test('an error says where in the code it is', () => {
  expect(placeOf(thrown)).toEqual({ line: 4, column: 11 });
  expect(placeOf('SyntaxError: Unexpected token [transformation:2:7]')).toEqual({ line: 2, column: 7 });
  expect(placeOf('Line 3, column 17: Unexpected token.')).toEqual({ line: 3, column: 17 });
  expect(placeOf('Error: at mathTools:2:1')).toBeNull();
  expect(sentenceOf(thrown)).toBe('Line 4: TypeError: x is not a function');
  expect(sentenceOf('SyntaxError: Unexpected token [transformation:2:7]')).toBe('Line 2: SyntaxError: Unexpected token');
  expect(marksOf([thrown, thrown, 'no place'])).toEqual([{ line: 4, column: 11, message: 'Line 4: TypeError: x is not a function' }]);
});

test('an event is the same, changed, split, dropped or failed', () => {
  const event = { type: 'track', properties: { a: 1, b: [1, 2] } };
  const same = { properties: { b: [1, 2], a: 1 }, type: 'track' };
  expect(fateOf(event, { outputs: [same], errors: [] })).toBe('same');
  expect(fateOf(event, { outputs: [{ ...event, x: 1 }], errors: [] })).toBe('changed');
  expect(fateOf(event, { outputs: [event, event], errors: [] })).toBe('split');
  expect(fateOf(event, { outputs: [], errors: [] })).toBe('dropped');
  expect(fateOf(event, { outputs: [], errors: ['no'] })).toBe('failed');
  expect(isSame([1], { 0: 1 })).toBe(false);
});

test('events are read as one, as a list, or one in each line', () => {
  expect(readEvents('{"a":1}')).toEqual([{ a: 1 }]);
  expect(readEvents('[{"a":1},{"a":2}]')).toHaveLength(2);
  expect(readEvents('{"a":1}\n\n{"a":2}\n')).toHaveLength(2);
  expect(() => readEvents(' ')).toThrow('Paste an event');
  expect(() => readEvents('[]')).toThrow('empty');
  expect(() => readEvents('[{"a":1}, 3]')).toThrow('Event 2 is not an object.');
  expect(() => readEvents('{"a":1}\n{"a"')).toThrow('Line 2 is not JSON.');
});
