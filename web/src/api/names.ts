import { useQuery } from '@tanstack/react-query';
import { destinationsQuery } from './destinations';
import { sourcesQuery } from './sources';
import { useWorkspaceId } from './workspace';

/** What sources and destinations are called; the id of one that is gone. */
export function useNames() {
  const workspaceId = useWorkspaceId();
  const { data: sources = [] } = useQuery(sourcesQuery(workspaceId));
  const { data: destinations = [] } = useQuery(destinationsQuery(workspaceId));
  return {
    sources,
    destinations,
    sourceName: (id: string) => sources.find((one) => one.id === id)?.name ?? id,
    destinationName: (id: string) => destinations.find((one) => one.id === id)?.name ?? id,
  };
}
