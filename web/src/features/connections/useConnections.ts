import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { connectionsQuery } from '@/api/connections';
import { destinationsQuery, transformationChoicesQuery } from '@/api/destinations';
import { sourcesQuery } from '@/api/sources';
import { statusQuery, sumsQuery } from '@/api/watching';
import { useWorkspaceId } from '@/api/workspace';
import { modelOf, type Model } from './model';
import type { ConnectionsSearch } from './search';
import { useKindNames } from './useKindNames';
import { minutesOf } from './words';

const none: never[] = [];

/** The workspace's sources, destinations and connections, and what goes over them. */
export function useConnections(minutes: number): { model: Model | undefined; minutes: number; error: unknown; isLive: boolean; again: () => void } {
  const workspaceId = useWorkspaceId();
  const sources = useQuery(sourcesQuery(workspaceId));
  const destinations = useQuery(destinationsQuery(workspaceId));
  const connections = useQuery(connectionsQuery(workspaceId));
  const choices = useQuery(transformationChoicesQuery(workspaceId));
  // Without these the picture is right, only not alive: a data plane elsewhere tells nothing here.
  const sums = useQuery({ ...sumsQuery(workspaceId, minutes), placeholderData: keepPreviousData });
  const status = useQuery(statusQuery(workspaceId));

  const transformations = useMemo(() => new Map(choices.data?.map((c) => [c.id, c.name])), [choices.data]);
  // One picture of it all: hundreds of things drawn with each answer would take longer than waiting for the last.
  const isComing = useKindNames().isComing || [choices, sums, status].some((q) => q.isPending && q.failureCount === 0);
  const model = useMemo(
    () =>
      sources.data && destinations.data && connections.data && !isComing
        ? modelOf({ sources: sources.data, destinations: destinations.data, connections: connections.data, sums: sums.data?.sums ?? none, status: status.data ?? none, transformations })
        : undefined,
    [sources.data, destinations.data, connections.data, sums.data?.sums, status.data, transformations, isComing],
  );
  const all = [sources, destinations, connections];
  return {
    model,
    minutes: minutesOf(sums.data),
    error: all.find((q) => q.error !== null)?.error,
    isLive: sums.error === null && status.error === null,
    again: () => all.forEach((q) => void q.refetch()),
  };
}

const route = getRouteApi('/inside/w/$workspaceId/connections');

/** What is looked at, and how to look at something else. */
export function useLook() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  /** Undefined takes a part away. */
  const look = useCallback(
    (change: { [K in keyof ConnectionsSearch]?: ConnectionsSearch[K] | undefined }) =>
      void navigate({ search: (before) => Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined)), replace: true }),
    [navigate],
  );
  return { search, look };
}
