import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { FailedSearch } from './search';

const route = getRouteApi('/inside/w/$workspaceId/failed');

/** Changes what the page's address names, and leaves the rest as it is; undefined goes out of it. */
export function useGo() {
  const navigate = useNavigate();
  const search = route.useSearch();
  return (change: { [K in keyof FailedSearch]?: FailedSearch[K] | undefined }) =>
    void navigate({ to: '.', search: Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined)) });
}
