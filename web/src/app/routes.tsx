import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { queries } from '@/api/queries';
import { firstRunQuery, sessionQuery } from '@/api/session';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { isState, type State } from '@/features/destinations/state';
import { isTab, type Tab } from '@/features/destinations/one/tabs';
import { NotFound } from './NotFound';

/** Every address of the app, in one table. What is looked at stands in it, whole: a link shows another person the same. */

/** One optional text in the address's query. */
function textOf<K extends string>(name: K) {
  return (search: Record<string, unknown>): Partial<Record<K, string>> => (typeof search[name] === 'string' ? ({ [name]: search[name] } as Record<K, string>) : {});
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async () => {
    const session = await queries.query({ ...sessionQuery, staleTime: 'static' });
    if (session === null) {
      throw redirect({ to: (await queries.query(firstRunQuery)).needed ? '/setup' : '/log-in' });
    }

    const first = session.workspaces[0];
    throw first === undefined ? redirect({ to: '/account' }) : redirect({ to: '/w/$workspaceId/sources', params: { workspaceId: first.id } });
  },
});

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: textOf('token'),
  component: lazyRouteComponent(() => import('@/features/set-up/SetUpScreen'), 'SetUpScreen'),
});

const logIn = createRoute({
  getParentRoute: () => root,
  path: '/log-in',
  // Where to go on, only within the app; and why single sign-on did not go well.
  validateSearch: (search): { next?: string; problem?: string } => ({
    ...(typeof search.next === 'string' && /^\/(?![/\\])/.test(search.next) ? { next: search.next } : {}),
    ...textOf('problem')(search),
  }),
  component: lazyRouteComponent(() => import('@/features/log-in/LogInScreen'), 'LogInScreen'),
});

// Everything below is for people who are logged in.
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    if ((await queries.query({ ...sessionQuery, staleTime: 'static' })) === null) {
      throw redirect({ to: '/log-in', search: { next: location.href } });
    }
  },
  component: Outlet,
});

const account = createRoute({
  getParentRoute: () => inside,
  path: '/account',
  component: lazyRouteComponent(() => import('@/features/account/AccountScreen'), 'AccountScreen'),
});

const workspace = createRoute({
  getParentRoute: () => inside,
  path: '/w/$workspaceId',
  component: lazyRouteComponent(() => import('./shell/Shell'), 'Shell'),
});

const sources = createRoute({
  getParentRoute: () => workspace,
  path: '/sources',
  validateSearch: textOf('q'),
  component: lazyRouteComponent(() => import('@/features/sources/SourcesScreen'), 'SourcesScreen'),
});

const newSource = createRoute({
  getParentRoute: () => workspace,
  path: '/sources/new',
  component: lazyRouteComponent(() => import('@/features/sources/NewSourceScreen'), 'NewSourceScreen'),
});

const source = createRoute({
  getParentRoute: () => workspace,
  path: '/sources/$sourceId',
  component: lazyRouteComponent(() => import('@/features/sources/SourceScreen'), 'SourceScreen'),
});

const destinations = createRoute({
  getParentRoute: () => workspace,
  path: '/destinations',
  validateSearch: (search): { q?: string; type?: string; state?: State } => ({ ...textOf('q')(search), ...textOf('type')(search), ...(isState(search.state) ? { state: search.state } : {}) }),
  component: lazyRouteComponent(() => import('@/features/destinations/DestinationsScreen'), 'DestinationsScreen'),
});

const catalogue = createRoute({
  getParentRoute: () => workspace,
  path: '/destinations/new',
  validateSearch: (search) => ({ ...textOf('q')(search), ...textOf('category')(search) }),
  component: lazyRouteComponent(() => import('@/features/destinations/catalogue/CatalogueScreen'), 'CatalogueScreen'),
});

const newDestination = createRoute({
  getParentRoute: () => workspace,
  path: '/destinations/new/$type',
  validateSearch: textOf('source'),
  component: lazyRouteComponent(() => import('@/features/destinations/create/NewDestinationScreen'), 'NewDestinationScreen'),
});

const destination = createRoute({
  getParentRoute: () => workspace,
  path: '/destinations/$destinationId',
  validateSearch: (search): { tab?: Tab } => (isTab(search.tab) ? { tab: search.tab } : {}),
  component: lazyRouteComponent(() => import('@/features/destinations/one/DestinationScreen'), 'DestinationScreen'),
});

const tree = root.addChildren([home, setUp, logIn, inside.addChildren([account, workspace.addChildren([sources, newSource, source, destinations, catalogue, newDestination, destination])])]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error, reset }) => <Failed error={error} again={reset} />,
});

declare module '@tanstack/react-router' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- merging needs an interface
  interface Register {
    router: typeof router;
  }
}
