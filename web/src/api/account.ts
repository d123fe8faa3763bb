import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from './client';
import type { NewPasswordInput, PasswordResetInput } from './generated/schema';
import { sessionKey } from './session';

const sessionsKey = ['sessions'] as const;

/** Where one is logged in, the last used first. */
export const sessionsQuery = queryOptions({ queryKey: sessionsKey, queryFn: async () => (await answerOf(api.GET('/api/v1/sessions'))).items });

export function useEndSession() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answerOf(api.DELETE('/api/v1/sessions/{id}', { params: { path: { id } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: sessionsKey }),
  });
}

export function useEndOtherSessions() {
  const cache = useQueryClient();
  return useMutation({ mutationFn: () => answerOf(api.DELETE('/api/v1/sessions')), onSettled: () => cache.invalidateQueries({ queryKey: sessionsKey }) });
}

export function useChangePassword() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: NewPasswordInput) => answerOf(api.POST('/api/v1/password', { body })),
    onSuccess: () => cache.invalidateQueries({ queryKey: sessionsKey }),
  });
}

/** By the secret of a link. */
export function useResetPassword() {
  return useMutation({ mutationFn: (body: PasswordResetInput) => answerOf(api.POST('/api/v1/password/reset', { body })) });
}

/** Makes the secret for an app; nothing needs it until it is confirmed. */
export function useBeginSecondFactor() {
  return useMutation({ mutationFn: () => answerOf(api.POST('/api/v1/second-factor')) });
}

/** The answer holds the recovery codes, which are never shown again. */
export function useConfirmSecondFactor() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (code: string) => answerOf(api.POST('/api/v1/second-factor/confirm', { body: { code } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: sessionKey }),
  });
}

export function useEndSecondFactor() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (password: string) => answerOf(api.DELETE('/api/v1/second-factor', { body: { password } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: sessionKey }),
  });
}
