import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { EventsSearch } from './search';

const route = getRouteApi('/inside/w/$workspaceId/events');

/** Changes what the page's address names, and leaves the rest as it is; undefined and empty go out of it. */
export function useGo() {
  const navigate = useNavigate();
  const search = route.useSearch();
  return (change: { [K in keyof EventsSearch]?: EventsSearch[K] | undefined }) =>
    void navigate({ to: '.', search: Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined && value !== '')), replace: !('open' in change || 'tab' in change) });
}
