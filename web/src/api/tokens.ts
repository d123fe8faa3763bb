import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from './client';
import type { TokenInput } from './generated/schema';
import { useWorkspaceId } from './workspace';

const keys = { all: (workspaceId: string) => [workspaceId, 'tokens'] as const };

/** Personal access tokens: one's own; with `all` everybody's, for administrators. */
export const tokensQuery = (workspaceId: string, all: boolean) =>
  queryOptions({
    queryKey: [...keys.all(workspaceId), { all }],
    queryFn: async () => (await answerOf(api.GET('/api/v1/workspaces/{workspaceId}/tokens', { params: { path: { workspaceId }, query: { all } } }))).items,
  });

/** The answer holds the token, which is never shown again. */
export function useCreateToken() {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: TokenInput) => answerOf(api.POST('/api/v1/workspaces/{workspaceId}/tokens', { params: { path: { workspaceId } }, body })),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.all(workspaceId) }),
  });
}

export function useDeleteToken() {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answerOf(api.DELETE('/api/v1/workspaces/{workspaceId}/tokens/{id}', { params: { path: { workspaceId, id } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.all(workspaceId) }),
  });
}
