/* eslint max-lines: ["error", 400] -- it is a table, of every address */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { queries } from '@/api/queries';
import { sessionQuery } from '@/api/session';
import { connectionsReady, minutesFor } from '@/features/connections/ready';
import { readSearch as readConnectionsSearch } from '@/features/connections/search';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { isState, type State } from '@/features/destinations/state';
import { readSearch as readFailedSearch } from '@/features/dead-letters/search';
import { isTab, type Tab } from '@/features/destinations/one/tabs';
import { readSearch as readEventsSearch } from '@/features/events/search';
import { readSearch as readFirstEventSearch } from '@/features/first-event/steps';
import { isTab as isSourceTab, type Tab as SourceTab } from '@/features/sources/tabs';
import { toFirstPlace, toOwnAccount } from './first-place';
import { NotFound } from './NotFound';
import { forSource, oneOf, textOf } from './search';
import { Shell } from './shell/Shell';

/** Every address of the app, in one table. What is looked at stands in it, whole: a link shows another person the same. */

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: toFirstPlace,
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

const join = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('@/features/join/JoinScreen'), 'JoinScreen'),
});

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('@/features/reset-password/ResetPasswordScreen'), 'ResetPasswordScreen'),
});

// Everything below is for people who are logged in. It is asked while the screens' code comes and what they show is asked for: who is not logged in has asked in vain.
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  loader: async ({ location }) => {
    if ((await queries.query({ ...sessionQuery, staleTime: 'static' })) === null) {
      throw redirect({ to: '/log-in', search: { next: location.href } });
    }
  },
  component: Outlet,
});

// Of who is a member of a workspace it is in one: what stands around the page is the way back.
const accountOutside = createRoute({
  getParentRoute: () => inside,
  path: '/account',
  beforeLoad: toOwnAccount,
  component: lazyRouteComponent(() => import('./shell/AccountOutside'), 'AccountOutside'),
});

const workspace = createRoute({
  getParentRoute: () => inside,
  path: '/w/$workspaceId',
  component: Shell,
});

const workspaceHome = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/w/$workspaceId/connections', params, replace: true });
  },
});

const connections = createRoute({
  getParentRoute: () => workspace,
  path: '/connections',
  validateSearch: readConnectionsSearch,
  loaderDeps: ({ search }) => ({ minutes: minutesFor(search) }),
  loader: ({ params, deps }) => connectionsReady(params.workspaceId, deps.minutes),
  component: lazyRouteComponent(() => import('@/features/connections/ConnectionsScreen'), 'ConnectionsScreen'),
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
  validateSearch: (search): { tab?: SourceTab; sdk?: string } => ({ ...textOf('sdk')(search), ...(isSourceTab(search.tab) ? { tab: search.tab } : {}) }),
  component: lazyRouteComponent(() => import('@/features/sources/SourceScreen'), 'SourceScreen'),
});

const start = createRoute({
  getParentRoute: () => workspace,
  path: '/start',
  validateSearch: readFirstEventSearch,
  component: lazyRouteComponent(() => import('@/features/first-event/FirstEventScreen'), 'FirstEventScreen'),
});

const docs = createRoute({
  getParentRoute: () => workspace,
  path: '/docs',
  validateSearch: textOf('q'),
  component: lazyRouteComponent(() => import('@/features/docs/DocsScreen'), 'DocsScreen'),
});

const guide = createRoute({
  getParentRoute: () => workspace,
  path: '/docs/$name',
  component: lazyRouteComponent(() => import('@/features/docs/GuideScreen'), 'GuideScreen'),
});

const destinationGuide = createRoute({
  getParentRoute: () => workspace,
  path: '/docs/destinations/$type',
  component: lazyRouteComponent(() => import('@/features/docs/DestinationGuideScreen'), 'DestinationGuideScreen'),
});

// User code: transformations, and the libraries that they import.
const codeListSearch = (search: Record<string, unknown>) => ({ ...textOf('q')(search), ...oneOf('state', ['published', 'changed', 'draft'])(search) });
const codeSearch = (search: Record<string, unknown>) => ({ ...oneOf('tab', ['tests', 'versions', 'settings'])(search), ...textOf('a', 'b')(search) });

const transformations = createRoute({
  getParentRoute: () => workspace,
  path: '/transformations',
  validateSearch: codeListSearch,
  component: lazyRouteComponent(() => import('@/features/transformations/TransformationsScreens'), 'TransformationsScreen'),
});

const newTransformation = createRoute({
  getParentRoute: () => workspace,
  path: '/transformations/new',
  validateSearch: textOf('from'),
  component: lazyRouteComponent(() => import('@/features/transformations/TransformationsScreens'), 'NewTransformationScreen'),
});

const transformation = createRoute({
  getParentRoute: () => workspace,
  path: '/transformations/$codeId',
  validateSearch: codeSearch,
  component: lazyRouteComponent(() => import('@/features/transformations/TransformationsScreens'), 'TransformationScreen'),
});

const libraries = createRoute({
  getParentRoute: () => workspace,
  path: '/libraries',
  validateSearch: codeListSearch,
  component: lazyRouteComponent(() => import('@/features/libraries/LibrariesScreens'), 'LibrariesScreen'),
});

const newLibrary = createRoute({
  getParentRoute: () => workspace,
  path: '/libraries/new',
  validateSearch: textOf('from'),
  component: lazyRouteComponent(() => import('@/features/libraries/LibrariesScreens'), 'NewLibraryScreen'),
});

const library = createRoute({
  getParentRoute: () => workspace,
  path: '/libraries/$codeId',
  validateSearch: codeSearch,
  component: lazyRouteComponent(() => import('@/features/libraries/LibrariesScreens'), 'LibraryScreen'),
});

const code = [transformations, newTransformation, transformation, libraries, newLibrary, library] as const;

const people = createRoute({
  getParentRoute: () => workspace,
  path: '/people',
  component: lazyRouteComponent(() => import('@/features/people/PeopleScreen'), 'PeopleScreen'),
});

const tokens = createRoute({
  getParentRoute: () => workspace,
  path: '/tokens',
  validateSearch: textOf('whose'),
  component: lazyRouteComponent(() => import('@/features/tokens/TokensScreen'), 'TokensScreen'),
});

const audit = createRoute({
  getParentRoute: () => workspace,
  path: '/audit',
  validateSearch: textOf('userId', 'action', 'targetType', 'targetId', 'from'),
  component: lazyRouteComponent(() => import('@/features/audit/AuditScreen'), 'AuditScreen'),
});

const singleSignOn = createRoute({
  getParentRoute: () => workspace,
  path: '/single-sign-on',
  component: lazyRouteComponent(() => import('@/features/single-sign-on/SingleSignOnScreen'), 'SingleSignOnScreen'),
});

const health = createRoute({
  getParentRoute: () => workspace,
  path: '/health',
  component: lazyRouteComponent(() => import('@/features/health/HealthScreen'), 'HealthScreen'),
});

const settings = createRoute({
  getParentRoute: () => workspace,
  path: '/settings',
  component: lazyRouteComponent(() => import('@/features/settings/SettingsScreen'), 'SettingsScreen'),
});

const account = createRoute({
  getParentRoute: () => workspace,
  path: '/account',
  component: lazyRouteComponent(() => import('@/features/account/AccountScreen'), 'AccountScreen'),
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
  validateSearch: (search) => ({ ...textOf('q')(search), ...textOf('category')(search), ...forSource(search) }),
  component: lazyRouteComponent(() => import('@/features/destinations/catalogue/CatalogueScreen'), 'CatalogueScreen'),
});

const newDestination = createRoute({
  getParentRoute: () => workspace,
  path: '/destinations/new/$type',
  validateSearch: forSource,
  component: lazyRouteComponent(() => import('@/features/destinations/create/NewDestinationScreen'), 'NewDestinationScreen'),
});

const destination = createRoute({
  getParentRoute: () => workspace,
  path: '/destinations/$destinationId',
  validateSearch: (search): { tab?: Tab } => (isTab(search.tab) ? { tab: search.tab } : {}),
  component: lazyRouteComponent(() => import('@/features/destinations/one/DestinationScreen'), 'DestinationScreen'),
});

const events = createRoute({
  getParentRoute: () => workspace,
  path: '/events',
  validateSearch: readEventsSearch,
  component: lazyRouteComponent(() => import('@/features/events/EventsScreen'), 'EventsScreen'),
});

const event = createRoute({
  getParentRoute: () => workspace,
  path: '/events/$messageId',
  validateSearch: textOf('at'),
  component: lazyRouteComponent(() => import('@/features/events/one/EventScreen'), 'EventScreen'),
});

const failed = createRoute({
  getParentRoute: () => workspace,
  path: '/failed',
  validateSearch: readFailedSearch,
  component: lazyRouteComponent(() => import('@/features/dead-letters/FailedScreen'), 'FailedScreen'),
});

const tree = root.addChildren([
  home,
  ...([setUp, logIn, join, resetPassword] as const),
  inside.addChildren([
    accountOutside,
    workspace.addChildren([
      ...([workspaceHome, start, connections, sources, newSource, source] as const),
      ...([destinations, catalogue, newDestination, destination] as const),
      ...([events, event, failed] as const),
      ...([docs, guide, destinationGuide] as const),
      ...code,
      ...([people, singleSignOn, tokens, audit, health, settings, account] as const),
    ]),
  ]),
]);

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
