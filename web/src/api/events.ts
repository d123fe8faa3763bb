import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import type { CounterRow, DestinationLatency, EventHistory } from './generated/schema';
import { readBack, type Back, type Found, type Stretch } from './newestFirst';

/** Which events are looked for: of a user or with a message id, received in a stretch of time (ISO), or in the last hours. */
export type FindWish = { user?: string | undefined; message?: string | undefined; source?: string | undefined } & ({ since: string; until: string } | { withinHours: number });

type End = { found: number; headers: number; damagedSegments: number; next?: string | null };

const A_PAGE = 50;
const AN_ANSWER = 200;
const HOURS_BACK = { minute: 2, hour: 72, day: 60 * 24 } as const;

const narrowed = (wish: object) => Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined && value !== ''));

/** Events, and what has become of each, the newest first, a part at a time. */
export const foundEventsQuery = (workspaceId: string, wish: FindWish) => {
  const { user, message, source } = wish;
  return infiniteQueryOptions({
    queryKey: [workspaceId, 'events', narrowed(wish)],
    initialPageParam: null as Back | null,
    queryFn: ({ pageParam, signal }) => {
      const ask = async ({ since, until }: Stretch, after?: string) =>
        readFound(
          await answerOf(
            api.GET('/api/v1/workspaces/{workspaceId}/events', {
              params: { path: { workspaceId }, query: { limit: AN_ANSWER, ...narrowed({ user, message, source, after }), since: new Date(since).toISOString(), ...(until === undefined ? {} : { until: new Date(until).toISOString() }) } },
              parseAs: 'text',
              signal,
            }),
          ),
        );
      const now = Date.now();
      return readBack(ask, pageParam ?? wholeOf(wish, now), A_PAGE, now);
    },
    getNextPageParam: (page) => page.next,
  });
};

// What goes up to now has no end: this computer's clock may be behind the server's.
function wholeOf(wish: FindWish, now: number): Back {
  const [earliest, until] = 'since' in wish ? [Date.parse(wish.since), Date.parse(wish.until)] : [now - wish.withinHours * HOUR_MS, undefined];
  return { earliest, until, length: (until ?? now) - earliest };
}

const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS).toISOString();

/** An answer with a JSON object a line, of which the last tells how it ended. */
export function readFound(lines: string): Found {
  const read = lines.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as EventHistory | End);
  const end = read.pop() as End | undefined;
  // What is null is left out of lines.
  const events = (read as EventHistory[]).map((event) => ({ ...event, sourceName: (event.sourceName as string | null | undefined) ?? null, dropped: (event.dropped as string | null | undefined) ?? null }));
  return { events, next: end?.next ?? null };
}

export type Grain = 'minute' | 'hour' | 'day';

/** What is counted, as the server numbers it. */
const outcomes = { 1: 'received', 2: 'dropped', 3: 'delivered', 4: 'filtered', 5: 'dead', 6: 'discarded' } as const;

/** A count of what happened in a stretch that begins at `at`; what it is not told apart by is empty. */
export type Count = { at: number; source: string; destination: string; event: string; detail: string; kind: string; count: number };

/** A row of the answer, laid flat. */
export function countOf({ bucket, key, count }: CounterRow): Count {
  const kind = (outcomes as Readonly<Record<number, string>>)[key.kind ?? 0] ?? '';
  return { at: Date.parse(bucket), source: key.sourceId ?? '', destination: key.destinationId ?? '', event: key.eventName ?? '', detail: key.detail ?? '', kind, count };
}

type CountWish = { grain: Grain; source?: string | undefined; destination?: string | undefined; event?: string | undefined; by: string };

/** How many events had which outcome over time; looked at again every minute. */
export const countsQuery = (workspaceId: string, wish: CountWish) =>
  queryOptions({
    queryKey: [workspaceId, 'counters', narrowed(wish)],
    refetchInterval: 60_000,
    placeholderData: (before) => before,
    queryFn: async () =>
      (await answerOf(api.GET('/api/v1/workspaces/{workspaceId}/counters', { params: { path: { workspaceId }, query: { ...narrowed(wish), from: hoursAgo(HOURS_BACK[wish.grain]) } } }))).map(countOf),
  });

/** How long deliveries took, with a series of the last hour by minute or of the last day by hour. */
export const latencySeriesQuery = (workspaceId: string, grain: 'minute' | 'hour', destination?: string) =>
  queryOptions({
    queryKey: [workspaceId, 'latency', grain, destination ?? ''],
    refetchInterval: 60_000,
    placeholderData: (before: DestinationLatency[] | undefined) => before,
    queryFn: (): Promise<DestinationLatency[]> =>
      answerOf(api.GET('/api/v1/workspaces/{workspaceId}/latency', { params: { path: { workspaceId }, query: { grain, ...(destination === undefined ? {} : { destination }) } } })),
  });
