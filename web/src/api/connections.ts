import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, ifUnchanged } from './client';
import type { ConnectionInput, ConnectionView } from './generated/schema';
import { allPages } from './pages';
import { settleEach } from './settleEach';
import { useWorkspaceId } from './workspace';

const key = (workspaceId: string) => [workspaceId, 'connections'] as const;

/** Every connection of the workspace. */
export const connectionsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: key(workspaceId),
    queryFn: () => allPages((after) => answerOf(api.GET('/api/v1/workspaces/{workspaceId}/connections', { params: { path: { workspaceId }, query: { limit: 200, ...after } } }))),
  });

function useChanged() {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return { workspaceId, changed: () => cache.invalidateQueries({ queryKey: key(workspaceId) }) };
}

export function useConnect() {
  const { workspaceId, changed } = useChanged();
  return useMutation({
    mutationFn: (body: ConnectionInput) => answerOf(api.POST('/api/v1/workspaces/{workspaceId}/connections', { params: { path: { workspaceId } }, body })),
    onSettled: changed,
  });
}

export function useDisconnect() {
  const { workspaceId, changed } = useChanged();
  return useMutation({
    mutationFn: (connection: ConnectionView) =>
      answerOf(api.DELETE('/api/v1/workspaces/{workspaceId}/connections/{id}', { params: { path: { workspaceId, id: connection.id } }, headers: ifUnchanged(connection) })),
    onSettled: changed,
  });
}

/** A connection as it is, and whether events shall go over it. */
export type Turn = { connection: ConnectionView; enabled: boolean };

const turn = (workspaceId: string, { connection, enabled }: Turn) =>
  answerOf(
    api.PATCH('/api/v1/workspaces/{workspaceId}/connections/{id}', {
      params: { path: { workspaceId, id: connection.id } },
      headers: ifUnchanged(connection),
      body: { enabled } as ConnectionInput,
    }),
  );

/** Turns a connection on or off. */
export function useSwitchConnection() {
  const { workspaceId, changed } = useChanged();
  return useMutation({ mutationFn: (one: Turn) => turn(workspaceId, one), onSettled: changed });
}

/** Turns many on or off; one that is refused does not hold up the others. */
export function useSwitchConnections() {
  const { workspaceId, changed } = useChanged();
  return useMutation({
    mutationFn: ({ turns, onStep }: { turns: readonly Turn[]; onStep: (done: number) => void }) => settleEach(turns, (one) => turn(workspaceId, one), onStep),
    onSettled: changed,
  });
}
