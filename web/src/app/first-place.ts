import { redirect } from '@tanstack/react-router';
import { queries } from '@/api/queries';
import { firstRunQuery, sessionQuery } from '@/api/session';
import { sourcesQuery } from '@/api/sources';

/** Where somebody begins who asks for no place of their own: to set up, to log in, to be shown how, or at the connections. */
export async function toFirstPlace(): Promise<never> {
  const session = await queries.query({ ...sessionQuery, staleTime: 'static' });
  if (session === null) {
    throw redirect({ to: (await queries.query(firstRunQuery)).needed ? '/setup' : '/log-in' });
  }

  const first = session.workspaces[0];
  if (first === undefined) {
    throw redirect({ to: '/account' });
  }

  const isEmpty = first.role !== 'viewer' && (await queries.query(sourcesQuery(first.id))).length === 0;
  throw redirect({ to: isEmpty ? '/w/$workspaceId/start' : '/w/$workspaceId/connections', params: { workspaceId: first.id } });
}

/** The account page of who is a member of a workspace is within one. */
export async function toOwnAccount(): Promise<void> {
  const first = (await queries.query({ ...sessionQuery, staleTime: 'static' }))?.workspaces[0];
  if (first !== undefined) {
    throw redirect({ to: '/w/$workspaceId/account', params: { workspaceId: first.id }, replace: true });
  }
}
