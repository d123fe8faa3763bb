import { expect, test } from 'vitest';
import { readable } from './readable';

test('JSON is laid out, also the body of a request; other text stays', () => {
  expect(readable('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(readable('POST /x\nA: b\n\n[1]')).toBe('POST /x\nA: b\n\n[\n  1\n]');
  expect(readable('no JSON\n\nneither')).toBe('no JSON\n\nneither');
  expect(readable('{"cut":')).toBe('{"cut":');
});
