import { expect, test } from 'vitest';
import type { Count } from '@/api/events';
import { bucketsOf, seriesOf } from './series';

const now = Date.parse('2026-01-01T10:30:30Z');
const count = (at: string, kind: string, value: number): Count => ({ at: Date.parse(at), source: '', destination: '', event: '', detail: '', kind, count: value });

test('buckets go up to the one that runs', () => {
  const buckets = bucketsOf('minute', now);
  expect([buckets.length, new Date(buckets.at(-1) ?? 0).toISOString()]).toEqual([120, '2026-01-01T10:30:00.000Z']);
  expect(new Date(bucketsOf('day', now)[58] ?? 0).toISOString()).toBe('2025-12-31T00:00:00.000Z');
});

test('counts are told apart, the largest first; nothing is nought; what is out of sight is left out', () => {
  const buckets = bucketsOf('hour', now).slice(-3);
  const counts = [count('2026-01-01T08:00:00+00:00', 'a', 1), count('2026-01-01T10:00:00+00:00', 'b', 5), count('2026-01-01T10:00:00+00:00', 'a', 2), count('2025-01-01T10:00:00+00:00', 'a', 99)];
  expect(seriesOf(counts, buckets, (c) => c.kind, 5)).toEqual([
    { key: 'b', values: [0, 0, 5], total: 5 },
    { key: 'a', values: [1, 0, 2], total: 3 },
  ]);
});

test('what is beyond the most is one', () => {
  const buckets = bucketsOf('hour', now).slice(-1);
  const counts = ['a', 'b', 'c', 'd'].map((kind, i) => count('2026-01-01T10:00:00Z', kind, 10 - i));
  expect(seriesOf(counts, buckets, (c) => c.kind, 3).map((s) => [s.key, s.total])).toEqual([['a', 10], ['b', 9], ['all others', 15]]);
});
