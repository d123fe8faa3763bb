import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from './client';
import { jobsKey } from './jobs';
import { useWorkspaceId } from './workspace';

const keys = { all: (workspaceId: string) => [workspaceId, 'letters'] as const };

/** Which dead letters: what is left out may be anything. */
export type LetterFilter = { destination?: string | undefined; reason?: string | undefined; from?: string | undefined; to?: string | undefined };

/** All of a destination (and a reason), or those that were chosen. */
export type LetterChoice = { destination: string; reason?: string } | { destination: string; letters: string[] };

const A_PAGE = 50;
const AGAIN_MS = 10_000;

const narrowed = (filter: LetterFilter) => Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== ''));

/** Dead letters counted by destination and reason, with the newest of each. */
export const letterGroupsQuery = (workspaceId: string, filter: LetterFilter) =>
  queryOptions({
    queryKey: [...keys.all(workspaceId), 'groups', narrowed(filter)],
    refetchInterval: AGAIN_MS,
    queryFn: () => answerOf(api.GET('/api/v1/workspaces/{workspaceId}/deadletters/groups', { params: { path: { workspaceId }, query: { samples: 1, ...narrowed(filter) } } })),
  });

/** Dead letters, the newest first, a part at a time. */
export const lettersQuery = (workspaceId: string, filter: LetterFilter) =>
  infiniteQueryOptions({
    queryKey: [...keys.all(workspaceId), 'pages', narrowed(filter)],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/v1/workspaces/{workspaceId}/deadletters', { params: { path: { workspaceId }, query: { limit: A_PAGE, ...narrowed(filter), ...(pageParam === null ? {} : { after: pageParam }) } } }),
      ),
    getNextPageParam: (page) => page.next,
  });

export const letterQuery = (workspaceId: string, id: string) =>
  queryOptions({
    queryKey: [...keys.all(workspaceId), 'one', id],
    staleTime: 60_000,
    queryFn: () => answerOf(api.GET('/api/v1/workspaces/{workspaceId}/deadletters/{id}', { params: { path: { workspaceId, id } } })),
  });

/** Begins a job that delivers dead letters again. */
export function useReplayLetters() {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ choice, version }: { choice: LetterChoice; version?: string | undefined }) => {
      const through = version === undefined ? {} : { transformationVersion: version };
      return answerOf(
        'letters' in choice
          ? api.POST('/api/v1/workspaces/{workspaceId}/deadletters/replay', { params: { path: { workspaceId }, query: { destination: choice.destination, ...through } }, body: { letters: choice.letters } })
          : api.POST('/api/v1/workspaces/{workspaceId}/deadletters/replay', { params: { path: { workspaceId }, query: { ...choice, ...through } } }),
      );
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: jobsKey(workspaceId) }),
  });
}

/** Drops dead letters for good. */
export function useDiscardLetters() {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (choice: LetterChoice) =>
      answerOf(
        'letters' in choice
          ? api.POST('/api/v1/workspaces/{workspaceId}/deadletters/drop', { params: { path: { workspaceId } }, body: { letters: choice.letters } })
          : api.DELETE('/api/v1/workspaces/{workspaceId}/deadletters', { params: { path: { workspaceId }, query: choice } }),
      ),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.all(workspaceId) }),
  });
}

/** Looks at the dead letters anew: a job has changed them. */
export function useLettersChanged() {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: keys.all(workspaceId) });
}

/** Events that have failed and are tried again. */
export const failingQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'failing'],
    refetchInterval: AGAIN_MS,
    queryFn: () => answerOf(api.GET('/api/v1/workspaces/{workspaceId}/failing', { params: { path: { workspaceId } } })),
  });
