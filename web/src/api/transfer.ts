import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from './client';
import { useWorkspaceId } from './workspace';

type Import = { document: unknown; dryRun: boolean; prune: boolean };

/** Takes a workspace document over; with `dryRun` it only tells what it would do. */
export function useImport() {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ document, dryRun, prune }: Import) =>
      answerOf(api.POST('/api/v1/workspaces/{workspaceId}/import', { params: { path: { workspaceId }, query: { dryRun, prune } }, body: document as never })),
    onSuccess: (_, { dryRun }) => (dryRun ? undefined : cache.invalidateQueries({ queryKey: [workspaceId] })),
  });
}

/** The workspace as a document, with the names of environment variables in the place of secrets. */
export function useExport() {
  const workspaceId = useWorkspaceId();
  return useMutation({ mutationFn: async (): Promise<unknown> => answerOf(api.GET('/api/v1/workspaces/{workspaceId}/export', { params: { path: { workspaceId } } }) as never) });
}
