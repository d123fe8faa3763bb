import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { answerOf, api, ifUnchanged } from './client';
import type { OwnWorkspaceView, WorkspaceView } from './generated/schema';
import { Problem } from './problem';
import { sessionKey, useSession } from './session';

const keys = { one: (id: string) => [id, 'workspace'] as const };

/** Id of the workspace in the address. */
export function useWorkspaceId(): string {
  return useParams({ from: '/inside/w/$workspaceId' }).workspaceId;
}

/** The workspace in the address, and what may be done in it. */
export function useWorkspace(): OwnWorkspaceView {
  const id = useWorkspaceId();
  const found = useSession().workspaces.find((w) => w.id === id);
  if (found === undefined) {
    throw new Problem(404, `There is no workspace ${id}, or you are not a member of it.`);
  }

  return found;
}

/** May sources, destinations and user code be changed? */
export function useMayEdit(): boolean {
  return useWorkspace().role !== 'viewer';
}

/** May people, tokens and the workspace itself be changed? */
export function useIsAdmin(): boolean {
  return useWorkspace().role === 'admin';
}

/** The workspace itself, with its revision. */
export const workspaceQuery = (workspaceId: string) =>
  queryOptions({ queryKey: keys.one(workspaceId), queryFn: () => answerOf(api.GET('/api/v1/workspaces/{workspaceId}', { params: { path: { workspaceId } } })) });

export function useRenameWorkspace(workspace: WorkspaceView) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => answerOf(api.PATCH('/api/v1/workspaces/{workspaceId}', { params: { path: { workspaceId: workspace.id } }, headers: ifUnchanged(workspace), body: { name } })),
    onSettled: () => Promise.all([cache.invalidateQueries({ queryKey: keys.one(workspace.id) }), cache.invalidateQueries({ queryKey: sessionKey })]),
  });
}

/** What data planes log in with; `rotate`: another one, and the one before is worth nothing. */
export function useWorkspaceToken() {
  const workspaceId = useWorkspaceId();
  return useMutation({
    mutationFn: ({ password, rotate }: { password: string; rotate: boolean }) =>
      rotate
        ? answerOf(api.POST('/api/v1/workspaces/{workspaceId}/token/rotate', { params: { path: { workspaceId } }, body: { password } }))
        : answerOf(api.POST('/api/v1/workspaces/{workspaceId}/token/reveal', { params: { path: { workspaceId } }, body: { password } })),
  });
}
