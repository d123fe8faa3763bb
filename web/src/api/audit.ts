import { infiniteQueryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';

/** Which entries of the audit log: what is left out may be anything. */
export type AuditFilter = { targetType?: string; targetId?: string; userId?: string; action?: string; from?: string; to?: string };

const A_PAGE = 50;

/** Who changed what, the newest first, page by page. */
export const auditQuery = (workspaceId: string, filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: [workspaceId, 'audit', filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      answerOf(api.GET('/api/v1/workspaces/{workspaceId}/audit', { params: { path: { workspaceId }, query: { limit: A_PAGE, ...filter, ...(pageParam === null ? {} : { after: pageParam }) } } })),
    getNextPageParam: (page) => page.next,
  });
