import { expect, test } from 'vitest';
import type { Step } from './feed';
import { beforeOf, byEvent, stepsOf, wishOf, withName } from './filters';

const step = (number: number, messageId: string, name = 'Order Completed', what = 'received'): Step => ({
  number, at: '2026-01-01T00:00:00Z', step: what, sourceId: 's', destinationId: '', messageId, type: 'track', name, statusCode: 0, detail: '', user: 'u', milliseconds: null, destinations: 1,
});
const newestFirst = [step(4, 'b', 'Order Completed', 'delivered'), step(3, 'a', 'Product Viewed', 'dead'), step(2, 'b'), step(1, 'a', 'Product Viewed')];

test('names are looked for here, the rest by the server', () => {
  expect(withName(newestFirst, ' order ').map((s) => s.number)).toEqual([4, 2]);
  expect(withName(newestFirst, undefined)).toBe(newestFirst);
  expect(wishOf({ name: 'x', source: 's', failed: true, contents: true })).toEqual({ source: 's', destination: undefined, type: undefined, user: undefined, failed: true, payload: true });
});

test('steps are told apart by event, and each event has them in order', () => {
  expect(byEvent(newestFirst).map((e) => [e.messageId, e.newest.step, e.steps.map((s) => s.number)])).toEqual([
    ['b', 'delivered', [2, 4]],
    ['a', 'dead', [1, 3]],
  ]);
  expect(stepsOf(newestFirst, 'a').map((s) => s.number)).toEqual([1, 3]);
});

test('what happened before is told by name, in order, and how often', () => {
  const [event] = byEvent([step(5, 'a', 'A', 'delivered'), step(4, 'a', 'A', 'parked'), step(3, 'a', 'A', 'parked'), step(2, 'a', 'A', 'filtered'), step(1, 'a')]);
  expect(event && beforeOf(event)).toBe('received, filtered, parked ×2');
  expect(byEvent([step(1, 'a')]).map(beforeOf)).toEqual(['']);
});
