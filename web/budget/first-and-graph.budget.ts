import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../e2e/browser';
import { startPintle, type Pintle } from '../e2e/pintle';
import { setUpWorkspace, type TestWorkspace } from '../e2e/workspace';
import { figuresOf, firstLooksAt, slowDown, VIEWPORT } from './first-page';
import { framesOfPanning, framesOfZooming, roundsOf, searchTime } from './graph';
import { limitsKept, median, printed, type Figure } from './report';
import { fill } from './workspace';
import { yardstick } from './yardstick';

/** To whom tools listen, as the test's do, V8 reads a script twice for each error that is made, React's constants among them; nobody listens to a visitor. */
const NO_TOOLS = ['--js-flags=--no-enable-lazy-source-positions'];
const ORDINARY = { sources: 4, destinations: 6, connections: 10 };
const LARGE = { sources: 200, destinations: 300, connections: 600 };

let pintle: Pintle;
let browser: Browser;
let page: Page;
let workspace: TestWorkspace;
const figures: Figure[] = [];

beforeAll(async () => {
  [pintle, browser] = await Promise.all([startPintle(), openBrowser(NO_TOOLS)]);
  page = await (await browser.newContext({ viewport: VIEWPORT })).newPage();
  workspace = await setUpWorkspace(page, pintle);
});

afterAll(async () => {
  await browser.close();
  await pintle.stop();
});

test('the web app keeps its budget on a slow computer', async () => {
  const blank = await browser.newPage();
  const speed = await yardstick(blank);
  await blank.close();
  figures.push(...figuresOf('log-in page', await firstLooksAt(browser, `${pintle.url}/log-in`)));
  await fill(page, workspace, ORDINARY);
  figures.push(...figuresOf('home page', await firstLooksAt(browser, `${workspace.home}/connections`, page.context())));
  await fill(page, workspace, LARGE);
  const large = await firstLooksAt(browser, `${workspace.home}/connections`, page.context());

  await page.goto(`${workspace.home}/connections`);
  await page.locator('.react-flow__node').first().waitFor();
  const end = await slowDown(page);
  const graph = `graph of ${LARGE.sources} × ${LARGE.destinations}`;
  const panning = await roundsOf(() => framesOfPanning(page));
  const zooming = await roundsOf(() => framesOfZooming(page));
  const searches = await roundsOf(() => searchTime(page));
  figures.push(
    { name: `${graph}: interactive`, value: large.interactive, unit: 'ms' },
    { name: `${graph}: panning`, value: median(panning), unit: 'fps', least: 50 },
    { name: `${graph}: zooming`, value: median(zooming), unit: 'fps', least: 50 },
    { name: `${graph}: search`, value: median(searches), unit: 'ms', most: 100 },
    { name: `${graph}: the very first search`, value: searches[0], unit: 'ms' },
  );
  await end();

  process.stdout.write(printed(figures, speed));
  expect(limitsKept(figures)).toBe(true);
});
