import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';

/** Often enough to be called live, and seldom enough for a page that stays open all day. It stops while the page is hidden. */
const LIVE_MS = 5_000;
const SLOW_MS = 15_000;

/** What went from every source to every destination in the last minutes. */
export const sumsQuery = (workspaceId: string, minutes: number) =>
  queryOptions({
    queryKey: [workspaceId, 'sums', minutes],
    refetchInterval: minutes > 5 ? SLOW_MS : LIVE_MS,
    queryFn: () => answerOf(api.GET('/api/v1/workspaces/{workspaceId}/counters/sums', { params: { path: { workspaceId }, query: { minutes } } })),
  });

/** Where every destination and the store stand. */
export const planeQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'status'],
    refetchInterval: LIVE_MS,
    queryFn: () => answerOf(api.GET('/api/v1/workspaces/{workspaceId}/status', { params: { path: { workspaceId } } })),
  });

/** Where every destination stands. */
export const statusQuery = (workspaceId: string) => queryOptions({ ...planeQuery(workspaceId), select: (status) => status.destinations });

/** How long every destination's deliveries take. */
export const latencyQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'latency'],
    refetchInterval: SLOW_MS,
    queryFn: () => answerOf(api.GET('/api/v1/workspaces/{workspaceId}/latency', { params: { path: { workspaceId } } })),
  });
