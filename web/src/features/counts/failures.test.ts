import { expect, test } from 'vitest';
import type { Count } from '@/api/events';
import { deliveriesOf, shareOf } from './failures';

const count = (at: number, kind: string, value: number, detail = '', destination = 'dst_1'): Count => ({ at, source: '', destination, event: '', detail, kind, count: value });

test('what failed is counted by reason and destination, the most frequent first; what was not tried is no delivery', () => {
  const counts = [
    count(9, 'dead', 50, 'too old'),
    ...[count(10, 'delivered', 90), count(10, 'filtered', 7), count(10, 'received', 100)],
    ...[count(10, 'dead', 1, 'answered 400'), count(11, 'dead', 2, 'answered 400'), count(11, 'dead', 7, 'answered 400', 'dst_2')],
  ];
  expect(deliveriesOf(counts, 10)).toEqual({
    ended: 100,
    failed: 10,
    reasons: [{ destination: 'dst_2', detail: 'answered 400', total: 7 }, { destination: 'dst_1', detail: 'answered 400', total: 3 }],
  });
});

test('a share is said so that few are not none', () => {
  const share = (failed: number, ended: number) => shareOf({ failed, ended, reasons: [] });
  expect([share(0, 0), share(0, 5), share(1, 10_000), share(1, 40), share(1, 3), share(3, 3)]).toEqual(['0 %', '0 %', '< 0.1 %', '2.5 %', '33 %', '100 %']);
});
