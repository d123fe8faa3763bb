import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, ifUnchanged } from './client';
import type { DestinationInput, DestinationView } from './generated/schema';
import { allPages } from './pages';
import { useWorkspaceId } from './workspace';

const keys = {
  all: (workspaceId: string) => [workspaceId, 'destinations'] as const,
};

/** Every destination of the workspace, by name. */
export const destinationsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [...keys.all(workspaceId), 'whole'],
    queryFn: () => allPages((after) => answerOf(api.GET('/api/v1/workspaces/{workspaceId}/destinations', { params: { path: { workspaceId }, query: { limit: 200, sort: 'name', ...after } } }))),
  });

/** Changes what a patch names of a destination as it was read: nobody is overwritten. */
export function useUpdateDestination() {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ destination, patch }: { destination: DestinationView; patch: Partial<DestinationInput> }) =>
      answerOf(
        api.PATCH('/api/v1/workspaces/{workspaceId}/destinations/{id}', {
          params: { path: { workspaceId, id: destination.id } },
          headers: ifUnchanged(destination),
          // A patch names what differs only.
          body: patch as DestinationInput,
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.all(workspaceId) }),
  });
}

/** Transformations that a destination's events can go through: the published ones. */
export const transformationChoicesQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'transformations', 'choices'],
    queryFn: async () =>
      (await allPages((after) => answerOf(api.GET('/api/v1/workspaces/{workspaceId}/transformations', { params: { path: { workspaceId }, query: { limit: 200, sort: 'name', ...after } } })))).filter(
        (one) => one.publishedVersionId !== null,
      ),
  });
