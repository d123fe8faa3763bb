import { expect, test } from 'vitest';
import type { EventHistory } from './generated/schema';
import { readBack, type Back, type Found, type Stretch } from './newestFirst';

const MOST = 20;
const HOUR = 3_600_000;
const NOW = Date.parse('2026-01-31T00:00:00Z');
const MONTH: Back = { earliest: NOW - 30 * 24 * HOUR, until: undefined, length: 30 * 24 * HOUR };

const eventAt = (time: number, offset: number): EventHistory => ({
  receivedAt: new Date(time).toISOString(), sourceId: 's', sourceName: null, type: 'track', name: 'A', user: 'u', messageId: `m-${offset}`, lane: 0, offset, in: 'log', isProcessed: true, dropped: null, destinations: [],
});

/** Answers as the server does: the oldest of a stretch first, and no more than fit. */
function serverWith(times: readonly number[]) {
  const events = [...times].sort((a, b) => a - b).map(eventAt);
  const asked: Stretch[] = [];
  const ask = (stretch: Stretch, after?: string): Promise<Found> => {
    asked.push(stretch);
    const here = events.filter((event) => Date.parse(event.receivedAt) >= stretch.since && (stretch.until === undefined || Date.parse(event.receivedAt) < stretch.until));
    const from = after === undefined ? 0 : Number(after);
    return Promise.resolve({ events: here.slice(from, from + MOST), next: from + MOST < here.length ? String(from + MOST) : null });
  };
  return { ask, asked, newestFirst: events.map((event) => event.offset).reverse() };
}

async function readAll({ ask }: ReturnType<typeof serverWith>, begin: Back) {
  const pages: number[][] = [];
  for (let place: Back | null = begin; place !== null; ) {
    const page: Awaited<ReturnType<typeof readBack>> = await readBack(ask, place, 10, NOW);
    pages.push(page.events.map((event) => event.offset));
    place = page.next;
  }

  return pages;
}

test('what fits into one answer is asked for once, and turned round', async () => {
  const server = serverWith([NOW - 3 * HOUR, NOW - HOUR, NOW - 400 * HOUR]);
  expect(await readAll(server, MONTH)).toEqual([[2, 1, 0]]);
  expect(server.asked).toEqual([{ since: MONTH.earliest, until: undefined }]);
});

test('of many, the newest come first, with few questions, and the rest page by page, each once', async () => {
  const server = serverWith(Array.from({ length: 3_000 }, (_, place) => NOW - place * 13 * 60_000));
  const first = await readBack(server.ask, MONTH, 10, NOW);
  expect(first.events.map((event) => event.offset)).toEqual(server.newestFirst.slice(0, first.events.length));
  expect(first.events.length).toBeGreaterThanOrEqual(10);
  expect(server.asked.length).toBeLessThan(8);
  expect((await readAll(server, MONTH)).flat()).toEqual(server.newestFirst.filter((offset) => NOW - (2_999 - offset) * 13 * 60_000 >= MONTH.earliest));
});

test('bursts, and long times without anything, are gone through', async () => {
  const burst = (at: number, count: number) => Array.from({ length: count }, (_, place) => at + place * 10);
  const server = serverWith([...burst(NOW - 2 * HOUR, 300), ...burst(NOW - 500 * HOUR, 90), NOW - 600 * HOUR]);
  const pages = await readAll(server, MONTH);
  expect(pages.flat()).toEqual(server.newestFirst);
  expect(server.asked.length).toBeLessThan(20 * pages.length);
});

test('more in the same moment than an answer takes is read to its end', async () => {
  const server = serverWith(Array.from({ length: 55 }, () => NOW - HOUR));
  expect((await readAll(server, MONTH)).flat()).toEqual(server.newestFirst);
});

test('an end that was asked for stays the end', async () => {
  const server = serverWith([NOW - 5 * HOUR, NOW - 3 * HOUR, NOW - HOUR]);
  expect((await readAll(server, { earliest: NOW - 6 * HOUR, until: NOW - 2 * HOUR, length: 4 * HOUR })).flat()).toEqual([1, 0]);
});
