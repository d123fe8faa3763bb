import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, ifUnchanged } from './client';
import type { DestinationInput, DestinationView } from './generated/schema';
import { allPages } from './pages';
import { useWorkspaceId } from './workspace';

const PAGE = 100;

const keys = {
  all: (workspaceId: string) => [workspaceId, 'destinations'] as const,
  one: (workspaceId: string, id: string) => [workspaceId, 'destinations', id] as const,
};

/** What a list of destinations is narrowed to. */
export type DestinationFilter = { q?: string | undefined; type?: string | undefined; enabled?: boolean | undefined; paused?: boolean | undefined };

/** Every destination of the workspace, by name. */
export const destinationsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [...keys.all(workspaceId), 'whole'],
    queryFn: () => allPages((after) => answerOf(api.GET('/api/v1/workspaces/{workspaceId}/destinations', { params: { path: { workspaceId }, query: { limit: 200, sort: 'name', ...after } } }))),
  });

/** Destinations by name, a page at a time. */
export const destinationPagesQuery = (workspaceId: string, filter: DestinationFilter) => {
  const wanted = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
  return infiniteQueryOptions({
    queryKey: [...keys.all(workspaceId), 'pages', wanted],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/v1/workspaces/{workspaceId}/destinations', {
          params: { path: { workspaceId }, query: { limit: PAGE, sort: 'name', ...wanted, ...(pageParam === null ? {} : { after: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
};

const read = (workspaceId: string, id: string) => answerOf(api.GET('/api/v1/workspaces/{workspaceId}/destinations/{id}', { params: { path: { workspaceId, id } } }));

export const destinationQuery = (workspaceId: string, id: string) => queryOptions({ queryKey: keys.one(workspaceId, id), queryFn: () => read(workspaceId, id) });

/** Reads a destination anew, past what is remembered. */
export function useReadDestination() {
  const workspaceId = useWorkspaceId();
  return (id: string) => read(workspaceId, id);
}

function useChanged() {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return { workspaceId, changed: () => cache.invalidateQueries({ queryKey: keys.all(workspaceId) }), show: (one: DestinationView) => cache.setQueryData(keys.one(workspaceId, one.id), one) };
}

export function useCreateDestination() {
  const { workspaceId, changed } = useChanged();
  return useMutation({
    mutationFn: (body: DestinationInput) => answerOf(api.POST('/api/v1/workspaces/{workspaceId}/destinations', { params: { path: { workspaceId } }, body })),
    onSuccess: changed,
  });
}

/** What can be changed; settings are a merge patch. */
export type DestinationPatch = Partial<DestinationInput>;

/** Changes what a patch names of a destination as it was read: nobody is overwritten. */
export function useUpdateDestination() {
  const { workspaceId, changed, show } = useChanged();
  return useMutation({
    mutationFn: ({ destination, patch }: { destination: DestinationView; patch: DestinationPatch }) =>
      answerOf(
        api.PATCH('/api/v1/workspaces/{workspaceId}/destinations/{id}', {
          params: { path: { workspaceId, id: destination.id } },
          headers: ifUnchanged(destination),
          // A patch names what differs only.
          body: patch as DestinationInput,
        }),
      ),
    onSuccess: (saved) => {
      show(saved);
      return changed();
    },
  });
}

export function useDeleteDestination() {
  const { workspaceId, changed } = useChanged();
  return useMutation({
    mutationFn: (destination: DestinationView) =>
      answerOf(api.DELETE('/api/v1/workspaces/{workspaceId}/destinations/{id}', { params: { path: { workspaceId, id: destination.id } }, headers: ifUnchanged(destination) })),
    onSuccess: changed,
  });
}

export function useRestoreDestination() {
  const { workspaceId, changed } = useChanged();
  return useMutation({
    mutationFn: (id: string) => answerOf(api.POST('/api/v1/workspaces/{workspaceId}/destinations/{id}/restore', { params: { path: { workspaceId, id } } })),
    onSuccess: changed,
  });
}

export function useDuplicateDestination() {
  const { workspaceId, changed } = useChanged();
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      answerOf(api.POST('/api/v1/workspaces/{workspaceId}/destinations/{id}/duplicate', { params: { path: { workspaceId, id } }, body: { name } })),
    onSuccess: changed,
  });
}

/** Transformations that a destination's events can go through: the published ones. */
export const transformationChoicesQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'transformations', 'choices'],
    queryFn: async () =>
      (await allPages((after) => answerOf(api.GET('/api/v1/workspaces/{workspaceId}/transformations', { params: { path: { workspaceId }, query: { limit: 200, sort: 'name', ...after } } })))).filter(
        (one) => one.publishedVersionId !== null,
      ),
  });

/** Tries an event with a destination; with `send` it is really delivered. */
export function useTestDestination(id: string) {
  const workspaceId = useWorkspaceId();
  return useMutation({
    mutationFn: (body: { event: unknown; send: boolean }) => answerOf(api.POST('/api/v1/workspaces/{workspaceId}/destinations/{id}/test', { params: { path: { workspaceId, id } }, body })),
  });
}

/** Accounts that a kind of destination can deliver through, and whether it uses any. */
export const accountChoicesQuery = (workspaceId: string, type: string) =>
  queryOptions({
    queryKey: [workspaceId, 'accounts', 'choices', type],
    queryFn: async () => {
      const kinds = (await answerOf(api.GET('/api/v1/definitions/accounts'))).items.filter((kind) => kind.destinations?.includes(type)).map((kind) => kind.name);
      const accounts = kinds.length === 0 ? [] : await allPages((after) => answerOf(api.GET('/api/v1/workspaces/{workspaceId}/accounts', { params: { path: { workspaceId }, query: { limit: 200, ...after } } })));
      return { isUsed: kinds.length > 0, accounts: accounts.filter((account) => kinds.includes(account.type)) };
    },
  });
