import { expect, test } from 'vitest';
import type { EventHistory, LiveView } from '@/api/generated/schema';
import { wayOf } from './timeline';

const history: EventHistory = {
  receivedAt: '2026-01-01T00:00:00Z', sourceId: 's', sourceName: 'Site', type: 'track', name: 'A', user: 'u', messageId: 'm', lane: 0, offset: 1, in: 'log', isProcessed: true, dropped: null,
  destinations: [
    { id: 'd1', name: 'Hook', state: 'delivered' },
    { id: 'd2', name: 'Ads', state: 'dead', detail: 'rejected', statusCode: 400, attempts: 1, deadLetter: '0-1-0', failedAt: '2026-01-01T00:00:02Z' },
  ],
};
const step = (what: string, destinationId: string, more: Partial<LiveView> = {}): LiveView => ({
  at: '2026-01-01T00:00:01Z', step: what, sourceId: 's', destinationId, messageId: 'm', type: 'track', name: 'A', statusCode: 0, detail: '', user: 'u', milliseconds: null, destinations: null, ...more,
});
const same = (id: string) => id;

test('what the server remembers is told for each destination', () => {
  const way = wayOf(history, [], same, same);
  expect(way.begin).toEqual([{ at: history.receivedAt, step: 'received', text: 'From Site' }]);
  expect(way.branches.map((b) => [b.name, b.state, b.moments.map((m) => [m.at, m.text])])).toEqual([
    ['Hook', 'delivered', [[null, '']]],
    ['Ads', 'dead', [['2026-01-01T00:00:02Z', 'answered 400 · rejected']]],
  ]);
});

test('what was seen live has its times, and is not told twice', () => {
  const way = wayOf(history, [step('received', ''), step('parked', 'd1', { statusCode: 503, detail: 'away' }), step('delivered', 'd1', { statusCode: 200, milliseconds: 12 })], same, same);
  expect(way.begin).toHaveLength(1);
  expect(way.branches[0]?.moments.map((m) => [m.step, m.text, m.milliseconds])).toEqual([
    ['parked', 'answered 503 · away', undefined],
    ['delivered', 'answered 200', 12],
  ]);
});

test('an answer that the server tells already is not told twice', () => {
  const [branch] = wayOf(null, [step('dead', 'd1', { statusCode: 400, detail: 'answered 400: no such order' })], same, same).branches;
  expect(branch?.moments.map((m) => m.text)).toEqual(['answered 400: no such order']);
});

test('an event that is only seen live has a way too, and one that was dropped says why', () => {
  const way = wayOf(null, [step('received', ''), step('dropped', '', { detail: 'bot' }), step('filtered', 'd9', { statusCode: 298, detail: 'rule' })], same, same);
  expect(way.begin.map((m) => [m.step, m.text])).toEqual([['received', 'From s'], ['dropped', 'bot']]);
  expect(way.branches).toMatchObject([{ destinationId: 'd9', state: 'filtered', moments: [{ text: 'rule' }] }]);
});
