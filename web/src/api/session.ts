import { queryOptions, useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { answerOf, api } from './client';
import type { FirstRunInput, LogInInput, LogInIssuer, LogInView } from './generated/schema';
import { Problem } from './problem';

export const sessionKey = ['session'] as const;

/** Who is logged in, and where they may do what; null: nobody. */
export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  staleTime: 60_000,
  queryFn: async (): Promise<LogInView | null> => {
    try {
      return await answerOf(api.GET('/api/v1/session'));
    } catch (refused) {
      if (refused instanceof Problem && refused.status === 401) {
        return null;
      }

      throw refused;
    }
  },
});

/** Is there nobody who can log in yet? */
export const firstRunQuery = queryOptions({ queryKey: ['first-run'], staleTime: 0, queryFn: () => answerOf(api.GET('/api/v1/setup')) });

/** The issuers that one can log in through. The page does without them while they are not known. */
export function useLogInIssuers(): LogInIssuer[] {
  const { data } = useQuery({ queryKey: ['log-in-issuers'], staleTime: 60_000, queryFn: () => answerOf(api.GET('/api/v1/log-in/issuers')) });
  return data?.items ?? [];
}

/** Where the browser goes to log in through an issuer; it comes back to a page of the app. */
export function startOfLogIn(issuer: LogInIssuer, returnTo: string): string {
  return `/api/v1/log-in/issuers/${encodeURIComponent(issuer.id)}/start?${new URLSearchParams({ returnTo }).toString()}`;
}

export function useSession(): LogInView {
  const { data } = useSuspenseQuery(sessionQuery);
  if (data === null) {
    throw new Problem(401, 'Log in first.');
  }

  return data;
}

export function useLogIn() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: LogInInput) => answerOf(api.POST('/api/v1/session', { body })),
    onSuccess: (session) => cache.setQueryData(sessionKey, session),
  });
}

export function useSetUp() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: FirstRunInput) => answerOf(api.POST('/api/v1/setup', { body })),
    onSuccess: (session) => cache.setQueryData(sessionKey, session),
  });
}

export function useLogOut() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => answerOf(api.DELETE('/api/v1/session')),
    onSuccess: () => {
      cache.clear();
      cache.setQueryData(sessionKey, null);
    },
  });
}
