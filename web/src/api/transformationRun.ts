import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';

/** What the published version of a transformation makes of an event now; nothing is stored or sent. For editors. */
export const transformedQuery = (workspaceId: string, transformationId: string, event: string) =>
  queryOptions({
    queryKey: [workspaceId, 'transformations', transformationId, 'on', event],
    staleTime: 60_000,
    queryFn: async () => {
      const { name, published } = await answerOf(api.GET('/api/v1/workspaces/{workspaceId}/transformations/{id}', { params: { path: { workspaceId, id: transformationId } } }));
      if (published === null) {
        return { name, outputs: null, errors: ['No version of it is published.'] };
      }

      const answer = await answerOf(
        api.POST('/api/v1/workspaces/{workspaceId}/transformations/run', { params: { path: { workspaceId } }, body: { code: published.code, language: published.language, events: [JSON.parse(event)] } }),
      );
      const own = answer.events[0];
      return { name, outputs: own?.outputs ?? [], errors: answer.error === null ? (own?.errors ?? []) : [answer.error] };
    },
  });
