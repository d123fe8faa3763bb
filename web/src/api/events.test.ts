import { expect, test } from 'vitest';
import { countOf, readFound } from './events';

test('an answer of lines is events and how it ended', () => {
  const lines = '{"messageId":"m1"}\n{"messageId":"m2","dropped":"bot"}\n{"found":2,"headers":9,"damagedSegments":1,"next":"p","seconds":0.1}\n';
  expect(readFound(lines)).toEqual({ events: [{ messageId: 'm1', sourceName: null, dropped: null }, { messageId: 'm2', sourceName: null, dropped: 'bot' }], next: 'p' });
  expect(readFound('{"found":0,"headers":0,"damagedSegments":0,"seconds":0}\n')).toEqual({ events: [], next: null });
});

test('a count has its outcome by name', () => {
  expect(countOf({ bucket: '2026-01-01T00:00:00+00:00', key: { sourceId: 's', kind: 5, detail: 'refused' }, count: 3 })).toEqual({ at: 1_767_225_600_000, source: 's', destination: '', event: '', detail: 'refused', kind: 'dead', count: 3 });
  expect(countOf({ bucket: '2026-01-01T00:00:00Z', key: { kind: 99 }, count: 1 }).kind).toBe('');
});
