import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, ifUnchanged } from './client';
import type { IssuerInput, IssuerView } from './generated/schema';
import { useWorkspaceId } from './workspace';

const keys = { all: (workspaceId: string) => [workspaceId, 'sso-issuers'] as const };

/** Issuers of single sign-on of the workspace, and the address that their applications must name. */
export const issuersQuery = (workspaceId: string) =>
  queryOptions({ queryKey: keys.all(workspaceId), queryFn: () => answerOf(api.GET('/api/v1/workspaces/{workspaceId}/sso-issuers', { params: { path: { workspaceId } } })) });

function useChanged() {
  const workspaceId = useWorkspaceId();
  const cache = useQueryClient();
  return { workspaceId, changed: () => cache.invalidateQueries({ queryKey: keys.all(workspaceId) }) };
}

/** Makes an issuer, or changes what a patch names of one as it was read. */
export function useSaveIssuer(issuer: IssuerView | null) {
  const { workspaceId, changed } = useChanged();
  return useMutation({
    mutationFn: (input: IssuerInput) =>
      issuer === null
        ? answerOf(api.POST('/api/v1/workspaces/{workspaceId}/sso-issuers', { params: { path: { workspaceId } }, body: input }))
        : answerOf(api.PATCH('/api/v1/workspaces/{workspaceId}/sso-issuers/{id}', { params: { path: { workspaceId, id: issuer.id } }, headers: ifUnchanged(issuer), body: input })),
    onSuccess: changed,
  });
}

export function useDeleteIssuer() {
  const { workspaceId, changed } = useChanged();
  return useMutation({
    mutationFn: (issuer: IssuerView) => answerOf(api.DELETE('/api/v1/workspaces/{workspaceId}/sso-issuers/{id}', { params: { path: { workspaceId, id: issuer.id } }, headers: ifUnchanged(issuer) })),
    onSettled: changed,
  });
}

/** Asks the issuer what it says of itself now. */
export function useCheckIssuer() {
  const workspaceId = useWorkspaceId();
  return useMutation({ mutationFn: (id: string) => answerOf(api.POST('/api/v1/workspaces/{workspaceId}/sso-issuers/{id}/check', { params: { path: { workspaceId, id } } })) });
}
