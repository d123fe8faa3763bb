import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import { allPages } from './pages';

/** Who is a member of the workspace, by name. */
export const membersQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'members'],
    queryFn: () => allPages((after) => answerOf(api.GET('/api/v1/workspaces/{workspaceId}/members', { params: { path: { workspaceId }, query: { limit: 200, ...after } } }))),
  });
