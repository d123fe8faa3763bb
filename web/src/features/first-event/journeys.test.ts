import { expect, test } from 'vitest';
import type { LiveView } from '@/api/generated/schema';
import { isDelivered, journeysOf } from './journeys';

function step(messageId: string, what: string, more: Partial<LiveView> = {}): LiveView {
  return { at: '2026-03-01T12:00:00Z', step: what, sourceId: 'src_1', destinationId: '', messageId, type: 'track', name: 'Tried', statusCode: 0, detail: '', user: '', milliseconds: null, destinations: null, ...more };
}

test('steps are gathered by event, the newest event first and its steps in their order', () => {
  const journeys = journeysOf([step('b', 'received'), step('a', 'delivered'), step('a', 'received', { payload: { userId: 'u' } })]);
  expect(journeys.map(({ messageId }) => messageId)).toEqual(['b', 'a']);
  expect(journeys[1]?.steps.map((one) => one.step)).toEqual(['received', 'delivered']);
  expect(journeys[1]?.payload).toEqual({ userId: 'u' });
});

test('an event has arrived when a destination took it', () => {
  const [b, a] = journeysOf([step('b', 'parked'), step('a', 'delivered'), step('b', 'received')]);
  expect([b, a].map((one) => one !== undefined && isDelivered(one))).toEqual([false, true]);
});
