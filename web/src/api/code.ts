import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, ifUnchanged } from './client';
import type { CodeView, CompareInput, NewCodeInput, RunInput, TestInput } from './generated/schema';
import { allPages } from './pages';
import { useWorkspaceId } from './workspace';

/** User code is of two kinds, which have the same routes. */
export type CodeKind = 'transformations' | 'libraries';

type Known = Pick<CodeView, 'id' | 'version'>;

/** What can be changed. */
export type CodePatch = Partial<{ name: string; description: string; code: string; language: string; tests: TestInput[] }>;

const keys = {
  all: (workspaceId: string, kind: CodeKind) => [workspaceId, kind] as const,
  one: (workspaceId: string, kind: CodeKind, id: string) => [workspaceId, kind, id] as const,
  versions: (workspaceId: string, kind: CodeKind, id: string) => [workspaceId, kind, id, 'versions'] as const,
  newest: (workspaceId: string, source: string) => [workspaceId, 'newest-events', source] as const,
};

// To the types every route is one of transformations: libraries' have the same shapes.
function route<Rest extends '' | '/{id}' | '/{id}/restore' | '/{id}/versions' | '/{id}/versions/{versionId}/publish'>(kind: CodeKind, rest: Rest) {
  return `/api/v1/workspaces/{workspaceId}/${kind}${rest}` as `/api/v1/workspaces/{workspaceId}/transformations${Rest}`;
}

/** Every transformation or library, by name, without code. */
export const codesQuery = (workspaceId: string, kind: CodeKind) =>
  queryOptions({
    queryKey: keys.all(workspaceId, kind),
    queryFn: () => allPages((after) => answerOf(api.GET(route(kind, ''), { params: { path: { workspaceId }, query: { limit: 200, sort: 'name', ...after } } }))),
  });

/** One with its published and its newest version. */
export const codeQuery = (workspaceId: string, kind: CodeKind, id: string) =>
  queryOptions({
    queryKey: keys.one(workspaceId, kind, id),
    queryFn: () => answerOf(api.GET(route(kind, '/{id}'), { params: { path: { workspaceId, id } } })),
  });

/** Its versions, the newest first. */
export const versionsQuery = (workspaceId: string, kind: CodeKind, id: string) =>
  queryOptions({
    queryKey: keys.versions(workspaceId, kind, id),
    queryFn: () => allPages((after) => answerOf(api.GET(route(kind, '/{id}/versions'), { params: { path: { workspaceId, id }, query: { limit: 200, ...after } } }))),
  });

/** The newest events of the log, of one source or, with an empty id, of any. */
export const newestEventsQuery = (workspaceId: string, source: string) =>
  queryOptions({
    queryKey: keys.newest(workspaceId, source),
    staleTime: 0,
    queryFn: async () =>
      (await answerOf(api.GET('/api/v1/workspaces/{workspaceId}/events/newest', { params: { path: { workspaceId }, query: { limit: 20, ...(source !== '' && { source }) } } }))).items,
  });

export function useCreateCode(kind: CodeKind) {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: NewCodeInput) => answerOf(api.POST(route(kind, ''), { params: { path: { workspaceId } }, body })),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.all(workspaceId, kind) }),
  });
}

/** Changes what a patch names, of one as it was read. Other code or tests are a new version. */
export function useUpdateCode(kind: CodeKind) {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ code, patch }: { code: Known; patch: CodePatch }) =>
      // The document has only the whole of what a patch may have a part of.
      answerOf(api.PATCH(route(kind, '/{id}'), { params: { path: { workspaceId, id: code.id } }, headers: ifUnchanged(code), body: patch as Required<CodePatch> })),
    onSuccess: (now) => {
      cache.setQueryData(codeQuery(workspaceId, kind, now.id).queryKey, now);
      void cache.invalidateQueries({ queryKey: keys.versions(workspaceId, kind, now.id) });
      void cache.invalidateQueries({ queryKey: keys.all(workspaceId, kind), exact: true });
    },
  });
}

/** Tests a version, and puts it in force when the tests are good. */
export function usePublishCode(kind: CodeKind, id: string) {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (versionId: string) => answerOf(api.POST(route(kind, '/{id}/versions/{versionId}/publish'), { params: { path: { workspaceId, id, versionId } } })),
    onSuccess: (now) => {
      cache.setQueryData(codeQuery(workspaceId, kind, id).queryKey, now);
      void cache.invalidateQueries({ queryKey: keys.versions(workspaceId, kind, id) });
      void cache.invalidateQueries({ queryKey: keys.all(workspaceId, kind) });
    },
  });
}

export function useDeleteCode(kind: CodeKind) {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (code: Known) => answerOf(api.DELETE(route(kind, '/{id}'), { params: { path: { workspaceId, id: code.id } }, headers: ifUnchanged(code) })),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.all(workspaceId, kind) }),
  });
}

export function useRestoreCode(kind: CodeKind) {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answerOf(api.POST(route(kind, '/{id}/restore'), { params: { path: { workspaceId, id } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.all(workspaceId, kind) }),
  });
}

/** Runs code on events and stores nothing. */
export function useRunCode() {
  const workspaceId = useWorkspaceId();
  return useMutation({
    mutationFn: (body: RunInput) => answerOf(api.POST('/api/v1/workspaces/{workspaceId}/transformations/run', { params: { path: { workspaceId } }, body })),
  });
}

/** Runs two versions on events of the log and tells what would change. */
export function useCompareVersions(id: string) {
  const workspaceId = useWorkspaceId();
  return useMutation({
    mutationFn: (body: CompareInput) => answerOf(api.POST('/api/v1/workspaces/{workspaceId}/transformations/{id}/compare', { params: { path: { workspaceId, id } }, body })),
  });
}
