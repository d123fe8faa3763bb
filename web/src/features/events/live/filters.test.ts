import { expect, test } from 'vitest';
import type { Step } from './feed';
import { byEvent, stepsOf, wishOf, withName } from './filters';

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
