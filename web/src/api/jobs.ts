import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from './client';
import { useWorkspaceId } from './workspace';

export const jobsKey = (workspaceId: string) => [workspaceId, 'jobs'] as const;

const WHILE_RUNNING_MS = 1_000;
const USUALLY_MS = 15_000;

/** Replays, the newest first; looked at every second while one runs. */
export const jobsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: jobsKey(workspaceId),
    refetchInterval: ({ state }) => (state.data?.some((job) => job.state === 'running') ? WHILE_RUNNING_MS : USUALLY_MS),
    queryFn: () => answerOf(api.GET('/api/v1/workspaces/{workspaceId}/jobs', { params: { path: { workspaceId } } })),
  });

/** Ends a job; what it has done stays done. */
export function useCancelJob() {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answerOf(api.DELETE('/api/v1/workspaces/{workspaceId}/jobs/{id}', { params: { path: { workspaceId, id } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: jobsKey(workspaceId) }),
  });
}
