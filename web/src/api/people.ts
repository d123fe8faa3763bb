import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from './client';
import type { AcceptInput, InvitationInput, Role } from './generated/schema';
import { allPages } from './pages';
import { sessionKey } from './session';
import { useWorkspaceId } from './workspace';

const keys = {
  members: (workspaceId: string) => [workspaceId, 'members'] as const,
  invitations: (workspaceId: string) => [workspaceId, 'invitations'] as const,
};

/** Who is in the workspace, by name. */
export const membersQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: keys.members(workspaceId),
    queryFn: async () => (await answerOf(api.GET('/api/v1/workspaces/{workspaceId}/members', { params: { path: { workspaceId } } }))).items,
  });

/** Invitations that nobody has accepted yet, the newest first. For administrators. */
export const invitationsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: keys.invitations(workspaceId),
    queryFn: () => allPages((after) => answerOf(api.GET('/api/v1/workspaces/{workspaceId}/invitations', { params: { path: { workspaceId }, query: { sort: '-createdAt', ...after } } }))),
  });

/** The answer holds the link's secret, which is never shown again. */
export function useInvite() {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: InvitationInput) => answerOf(api.POST('/api/v1/workspaces/{workspaceId}/invitations', { params: { path: { workspaceId } }, body })),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.invitations(workspaceId) }),
  });
}

export function useCancelInvitation() {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answerOf(api.DELETE('/api/v1/workspaces/{workspaceId}/invitations/{id}', { params: { path: { workspaceId, id } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.invitations(workspaceId) }),
  });
}

export function useChangeRole() {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ userId, role }: { userId: string; role: Role }) =>
      answerOf(api.PATCH('/api/v1/workspaces/{workspaceId}/members/{userId}', { params: { path: { workspaceId, userId } }, body: { role } })),
    onSettled: () => Promise.all([cache.invalidateQueries({ queryKey: keys.members(workspaceId) }), cache.invalidateQueries({ queryKey: sessionKey })]),
  });
}

export function useRemoveMember() {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (userId: string) => answerOf(api.DELETE('/api/v1/workspaces/{workspaceId}/members/{userId}', { params: { path: { workspaceId, userId } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.members(workspaceId) }),
  });
}

/** A link by which a member sets a new password; the answer holds its secret. */
export function useBeginPasswordReset() {
  const workspaceId = useWorkspaceId();
  return useMutation({
    mutationFn: ({ userId, password }: { userId: string; password: string }) =>
      answerOf(api.POST('/api/v1/workspaces/{workspaceId}/members/{userId}/password-reset', { params: { path: { workspaceId, userId } }, body: { password } })),
  });
}

export function useLeave() {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => answerOf(api.POST('/api/v1/workspaces/{workspaceId}/leave', { params: { path: { workspaceId } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: sessionKey }),
  });
}

export function useAcceptInvitation() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: AcceptInput) => answerOf(api.POST('/api/v1/invitations/accept', { body })),
    onSuccess: (session) => cache.setQueryData(sessionKey, session),
  });
}
