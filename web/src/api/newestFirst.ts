import type { EventHistory } from './generated/schema';

/** What the server has found in a stretch of time, the oldest first; `next`: more is there than one answer takes. */
export type Found = { events: EventHistory[]; next: string | null };

/** A stretch of time: from its beginning up to, and without, its end. No end: up to now. Times in milliseconds. */
export type Stretch = { since: number; until: number | undefined };

/** Where a search that goes back in time stands: before `until` nothing was looked at, and so long is the next stretch. */
export type Back = { earliest: number; until: number | undefined; length: number };

type Ask = (stretch: Stretch, after?: string) => Promise<Found>;

/** Of a stretch that is this short, all is read, however much it is. */
const SHORTEST_MS = 1_000;
const STEP = 4;

/**
 * The newest events of what is left, the newest first. The server finds the oldest of a stretch first, so stretches are asked for that go back in time: all of it at first; a shorter one when
 * more is there than an answer takes, a longer one when little was there.
 * @param wanted So many events are enough.
 */
export async function readBack(ask: Ask, { earliest, ...place }: Back, wanted: number, now: number): Promise<{ events: EventHistory[]; next: Back | null }> {
  let { until, length } = place;
  const events: EventHistory[] = [];
  while (events.length < wanted) {
    const end = until ?? now;
    const since = Math.max(earliest, end - length);
    const stretch = { since, until };
    const found = await ask(stretch);
    if (found.next !== null && length > SHORTEST_MS) {
      length = Math.max(SHORTEST_MS, Math.min(length, end - since) / STEP);
      continue;
    }

    events.push(...(await allOf(ask, stretch, found)).sort(newerFirst));
    if (since <= earliest) {
      return { events, next: null };
    }

    until = since;
    length = found.next === null && found.events.length * STEP < wanted ? length * STEP : length;
  }

  return { events, next: { earliest, until, length } };
}

async function allOf(ask: Ask, stretch: Stretch, first: Found): Promise<EventHistory[]> {
  const events = [...first.events];
  for (let { next } = first; next !== null; ) {
    const more = await ask(stretch, next);
    events.push(...more.events);
    next = more.next;
  }

  return events;
}

// Events of a user are in one lane, in which a later one has a higher offset.
function newerFirst(a: EventHistory, b: EventHistory): number {
  return Date.parse(b.receivedAt) - Date.parse(a.receivedAt) || b.offset - a.offset;
}
