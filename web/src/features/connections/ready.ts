import { connectionsQuery } from '@/api/connections';
import { destinationTypesQuery } from '@/api/definitions';
import { destinationsQuery, transformationChoicesQuery } from '@/api/destinations';
import { queries } from '@/api/queries';
import { sourcesQuery, sourceTypesQuery } from '@/api/sources';
import { planeQuery, sumsQuery } from '@/api/watching';
import type { ConnectionsSearch } from './search';

const LIVE_MINUTES = 5;
const TABLE_MINUTES = 60;

/** So much of the past is counted for a view. */
export const minutesFor = ({ view }: ConnectionsSearch) => (view === 'table' ? TABLE_MINUTES : LIVE_MINUTES);

/** Ends when all that the screen shows has been asked for once: it is drawn once then. What could not be had the screen asks for again, and tells. */
export async function connectionsReady(workspaceId: string, minutes: number): Promise<void> {
  const staleTime = 'static';
  await Promise.allSettled([
    queries.query({ ...sourcesQuery(workspaceId), staleTime }),
    queries.query({ ...destinationsQuery(workspaceId), staleTime }),
    queries.query({ ...connectionsQuery(workspaceId), staleTime }),
    queries.query({ ...transformationChoicesQuery(workspaceId), staleTime }),
    queries.query({ ...sumsQuery(workspaceId, minutes), staleTime }),
    queries.query({ ...planeQuery(workspaceId), staleTime }),
    queries.query({ ...sourceTypesQuery, staleTime }),
    queries.query({ ...destinationTypesQuery, staleTime }),
  ]);
}
