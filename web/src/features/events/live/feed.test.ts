import { expect, test } from 'vitest';
import type { LiveView } from '@/api/generated/schema';
import { Feed } from './feed';

const step = (messageId: string): LiveView => ({
  at: '2026-01-01T00:00:00Z', step: 'received', sourceId: 's', destinationId: '', messageId, type: 'track', name: 'A', statusCode: 0, detail: '', user: 'u', milliseconds: null, destinations: 1,
});

function newFeed(room = 3) {
  const frames: (() => void)[] = [];
  const feed = new Feed(room, (draw) => frames.push(draw));
  const draw = () => frames.splice(0).forEach((one) => one());
  return { feed, frames, draw };
}

test('much that arrives in a frame is drawn once', () => {
  const { feed, frames, draw } = newFeed();
  let told = 0;
  feed.subscribe(() => told++);
  ['a', 'b', 'c', 'd'].forEach((id) => feed.add(step(id)));
  expect([frames.length, told, feed.read().steps.length]).toEqual([1, 0, 0]);
  draw();
  expect(told).toBe(1);
  expect(feed.read().steps.map((s) => [s.messageId, s.number])).toEqual([['d', 3], ['c', 2], ['b', 1]]);
});

test('paused, what is shown stands still, and what arrives is counted', () => {
  const { feed, draw } = newFeed();
  feed.add(step('a'));
  draw();
  feed.pause();
  ['b', 'c', 'd', 'e'].forEach((id) => feed.add(step(id)));
  feed.leftOut('sampled', 7);
  draw();
  expect(feed.read()).toMatchObject({ isPaused: true, meanwhile: 4, sampled: 7 });
  expect(feed.read().steps.map((s) => s.messageId)).toEqual(['a']);
  feed.resume();
  expect(feed.read().steps.map((s) => s.messageId)).toEqual(['e', 'd', 'c']);
  expect(feed.read()).toMatchObject({ isPaused: false, meanwhile: 0 });
});

test('cleared while it is paused, it stays paused and counts anew', () => {
  const { feed, draw } = newFeed();
  feed.add(step('a'));
  draw();
  feed.pause();
  feed.clear();
  feed.add(step('b'));
  draw();
  expect(feed.read()).toMatchObject({ isPaused: true, meanwhile: 1, steps: [] });
});
