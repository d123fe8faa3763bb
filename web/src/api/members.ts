import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';

/** Who is a member of the workspace, by name. */
export const membersQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'members'],
    queryFn: async () => (await answerOf(api.GET('/api/v1/workspaces/{workspaceId}/members', { params: { path: { workspaceId } } }))).items,
  });
