import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useWorkspaceId } from './workspace';
import { answerOf, api, ifUnchanged } from './client';
import type { SourceInput, SourceView } from './generated/schema';
import { allPages } from './pages';

const keys = {
  all: (workspaceId: string) => [workspaceId, 'sources'] as const,
  one: (workspaceId: string, id: string) => [workspaceId, 'sources', id] as const,
};

/** Every source of the workspace, by name. */
export const sourcesQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: keys.all(workspaceId),
    queryFn: () => allPages((after) => answerOf(api.GET('/api/v1/workspaces/{workspaceId}/sources', { params: { path: { workspaceId }, query: { limit: 200, sort: 'name', ...after } } }))),
  });

export const sourceQuery = (workspaceId: string, id: string) =>
  queryOptions({
    queryKey: keys.one(workspaceId, id),
    queryFn: () => answerOf(api.GET('/api/v1/workspaces/{workspaceId}/sources/{id}', { params: { path: { workspaceId, id } } })),
  });

/** Kinds of sources. */
export const sourceTypesQuery = queryOptions({
  queryKey: ['source-types'],
  staleTime: Infinity,
  queryFn: async () => (await answerOf(api.GET('/api/v1/definitions/sources'))).items,
});

/** The kind of a source, by its name; undefined while kinds are not known. */
export function useSourceKinds() {
  const { data } = useQuery(sourceTypesQuery);
  return (type: string) => data?.find(({ name }) => name === type);
}

export function useCreateSource() {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: SourceInput) => answerOf(api.POST('/api/v1/workspaces/{workspaceId}/sources', { params: { path: { workspaceId } }, body })),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.all(workspaceId) }),
  });
}

/** Changes what a patch names, of the source as it was read. */
export function useUpdateSource(source: SourceView) {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (patch: Partial<SourceInput>) =>
      answerOf(
        api.PATCH('/api/v1/workspaces/{workspaceId}/sources/{id}', { params: { path: { workspaceId, id: source.id } }, headers: ifUnchanged(source), body: patch }),
      ),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.all(workspaceId) }),
  });
}

export function useDeleteSource() {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (source: SourceView) =>
      answerOf(api.DELETE('/api/v1/workspaces/{workspaceId}/sources/{id}', { params: { path: { workspaceId, id: source.id } }, headers: ifUnchanged(source) })),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.all(workspaceId) }),
  });
}

export function useRestoreSource() {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answerOf(api.POST('/api/v1/workspaces/{workspaceId}/sources/{id}/restore', { params: { path: { workspaceId, id } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.all(workspaceId) }),
  });
}
