import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { animationsEnded, openBrowser } from './browser';
import { startPintle, type Pintle } from './pintle';
import { sent, setUpShop, type Shop } from './shop';
import { setUpWorkspace, type TestWorkspace } from './workspace';

/** Pictures of every page, for people who want to know what the app looks like, and for us to see what has changed. */
const folder = fileURLToPath(new URL('../../artifacts/screenshots/', import.meta.url));

const size = { width: 1440, height: 900 };
let pintle: Pintle;
let browser: Browser;
let page: Page;
let workspace: TestWorkspace;
let shop: Shop | undefined;
const complaints: string[] = [];

beforeAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  [pintle, browser] = await Promise.all([startPintle(), openBrowser()]);
  page = await open();
});

afterAll(async () => {
  await browser.close();
  await pintle.stop();
  await shop?.stop();
});

/** A page of somebody's own browser; what goes wrong on it is kept. */
async function open(): Promise<Page> {
  const opened = await browser.newPage({ viewport: size });
  opened.setDefaultTimeout(10_000);
  opened.on('pageerror', (error) => complaints.push(error.message));
  opened.on('console', (message) => {
    // Who is not logged in yet is told so by the server, and the browser calls that an error.
    if (message.type() === 'error' && !(message.text().includes('401') && message.location().url.endsWith('/api/v1/session'))) {
      complaints.push(`${message.text()} ${message.location().url}`);
    }
  });
  return opened;
}

/** A page, by its address in the workspace or, with a slash before, in the app: its title, something of what it shows once all is there, and what is done on it before. */
type Shot = { name: string; path: string; title: string; shows: string; first?: () => Promise<void> };

/** Nothing is on its way any more. */
async function settle(on: Page) {
  await on.waitForFunction(() => document.querySelector('.mantine-Loader-root, .mantine-Skeleton-root') === null && !document.body.innerText.includes('Loading …'));
  await on.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all([...document.images].filter((image) => image.loading !== 'lazy').map((image) => image.decode()));
  });
  await animationsEnded(on);
}

async function shoot(on: Page, { name, path, title, shows, first }: Shot) {
  await on.emulateMedia({ colorScheme: 'light' });
  await on.goto(path.startsWith('/') ? `${pintle.url}${path}` : `${workspace.home}/${path}`);
  await on.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  await first?.();
  await on.getByRole('main').getByText(shows).filter({ visible: true }).first().waitFor();
  await settle(on);
  // As high as the page: what is fixed to the window would stand in the middle of a longer picture.
  await on.setViewportSize({ ...size, height: await on.evaluate(() => document.documentElement.scrollHeight) });
  for (const colorScheme of ['light', 'dark'] as const) {
    await on.emulateMedia({ colorScheme });
    await on.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    await settle(on);
    await on.screenshot({ path: `${folder}${name}-${colorScheme}.png`, fullPage: true });
  }

  await on.setViewportSize(size);
  const beyond = await on.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(beyond, `${name} is wider than the window, by pixels`).toBeLessThanOrEqual(0);
  expect.soft(complaints.splice(0), `${name} has errors`).toEqual([]);
}

async function shootAll(shots: readonly Shot[]) {
  for (const shot of shots) {
    await shoot(page, shot);
  }
}

test('who comes first, and who comes back', async () => {
  await shoot(page, { name: 'set-up', path: `/setup?token=${pintle.setUpToken}`, title: 'Set up Pintle', shows: 'Name of the workspace' });
  workspace = await setUpWorkspace(page, pintle);
  await shoot(await open(), { name: 'log-in', path: '/log-in', title: 'Log in', shows: 'E-mail' });
}, 60_000);

test('a workspace is filled', async () => {
  shop = await setUpShop(page, pintle, workspace);
  await workspace.logInAsViewer(await open());
}, 60_000);

test('the pipeline', async () => {
  await shootAll([
    { name: 'connections-graph', path: 'connections', title: 'Connections', shows: 'Order hook' },
    { name: 'connections-table', path: 'connections?view=table', title: 'Connections', shows: 'Order hook' },
    { name: 'sources', path: 'sources', title: 'Sources', shows: 'Order service' },
    { name: 'source', path: `sources/${shop?.source}`, title: 'Shop website', shows: 'Write key' },
    { name: 'source-overview', path: `sources/${shop?.source}?tab=overview`, title: 'Shop website', shows: 'failed for good' },
    { name: 'source-set-up', path: `sources/${shop?.source}?tab=set-up`, title: 'Shop website', shows: 'npm install' },
    { name: 'source-new', path: 'sources/new', title: 'Add a source', shows: 'Node.js' },
    { name: 'destinations', path: 'destinations', title: 'Destinations', shows: 'Fraud check' },
    { name: 'catalogue', path: 'destinations/new', title: 'Add a destination', shows: 'Braze' },
    { name: 'destination-new', path: 'destinations/new/BRAZE', title: 'Add Braze', shows: 'Notes' },
    { name: 'destination', path: `destinations/${shop?.destination}`, title: 'Order hook', shows: 'Webhook URL' },
    { name: 'destination-overview', path: `destinations/${shop?.destination}?tab=overview`, title: 'Order hook', shows: 'Error rate' },
    { name: 'destination-test', path: `destinations/${shop?.destination}?tab=test`, title: 'Order hook', shows: 'POST http', first: () => page.getByRole('button', { name: 'Show the requests' }).click() },
    { name: 'transformations', path: 'transformations', title: 'Transformations', shows: 'Tidy orders' },
    { name: 'transformation', path: `transformations/${shop?.transformation}`, title: 'Tidy orders', shows: 'transformEvent' },
    { name: 'libraries', path: 'libraries', title: 'Libraries', shows: 'Privacy' },
  ]);
}, 60_000);

test('the events', async () => {
  const live = async () => {
    await page.getByRole('status').getByText('Live').waitFor();
    await shop?.sendMore();
  };
  const find = async () => {
    await page.getByRole('textbox', { name: 'User or anonymous id' }).fill(sent.userId);
    await page.getByRole('button', { name: 'Find' }).click();
  };
  await shootAll([
    { name: 'first-event', path: 'start', title: 'Your first event', shows: 'JavaScript' },
    { name: 'events-live', path: 'events', title: 'Events', shows: 'Delivered', first: live },
    { name: 'events-find', path: 'events?tab=find', title: 'Events', shows: sent.event, first: find },
    { name: 'events-counts', path: 'events?tab=counts', title: 'Events', shows: 'How long it takes' },
    { name: 'event', path: `events/${sent.messageId}`, title: 'Event', shows: 'From Shop website' },
    { name: 'failed', path: 'failed', title: 'Failed events', shows: 'Fraud check' },
    { name: 'failed-events', path: 'failed', title: 'Failed events', shows: sent.event, first: () => page.getByRole('row').filter({ hasText: 'Fraud check' }).getByRole('button').click() },
  ]);
}, 60_000);

test('the workspace, its people and its guide', async () => {
  await shootAll([
    { name: 'people', path: 'people', title: 'People', shows: 'grace.hopper' },
    { name: 'single-sign-on', path: 'single-sign-on', title: 'Single sign-on', shows: '/api/v1/log-in/callback' },
    { name: 'tokens', path: 'tokens', title: 'Access tokens', shows: 'Deployment' },
    { name: 'audit', path: 'audit', title: 'Audit log', shows: 'Deployment' },
    { name: 'health', path: 'health', title: 'Data plane', shows: 'Oldest event in the log' },
    { name: 'settings', path: 'settings', title: 'Workspace settings', shows: 'Export' },
    { name: 'account', path: '/account', title: 'Account', shows: 'Password' },
    { name: 'docs', path: 'docs', title: 'Guide', shows: 'Watching' },
    { name: 'docs-guide', path: 'docs/event-spec', title: 'Events', shows: 'The six types' },
    { name: 'docs-destination', path: 'docs/destinations/BRAZE', title: 'Braze', shows: 'Settings' },
  ]);
}, 60_000);
