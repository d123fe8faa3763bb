import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, openBrowser } from './browser';
import { startPintle, type Pintle } from './pintle';
import { setUpPipeline, type Track } from './pipeline';
import { startVendor, type Vendor } from './vendor';
import { setUpWorkspace, type TestWorkspace } from './workspace';

const transformation = 'export function transformEvent(event) { event.properties = { ...event.properties, tier: "gold" }; return event; }';
let pintle: Pintle;
let browser: Browser;
let vendor: Vendor;
let page: Page;
let workspace: TestWorkspace;
let send: Track;

beforeAll(async () => {
  [pintle, browser, vendor] = await Promise.all([startPintle(), openBrowser(), startVendor()]);
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(10_000);
  workspace = await setUpWorkspace(page, pintle);
  send = await setUpPipeline(pintle, workspace, vendor, { name: 'Tiers', code: transformation });
});

afterAll(async () => {
  await browser.close();
  await pintle.stop();
  await vendor.stop();
});

const track = (event: string, userId: string, messageId: string) => send({ event, userId, messageId, properties: { total: 42 } });

const rows = (name: string) => page.getByRole('row').filter({ hasText: name });
const inBothSchemes = async () => {
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'light' });
};

test('events are seen as they are received and delivered, with contents where they are wanted', async () => {
  await page.goto(`${workspace.home}/events`);
  await page.getByRole('status').getByText('Live').waitFor();
  await expectAccessible(page);
  // The configuration is in force a moment after it was made.
  await expect.poll(() => track('Warm Up', 'u0', 'm-warm'), { timeout: 10_000 }).toBeUndefined();
  await page.getByLabel('With contents').click();
  await page.waitForURL('**contents=true**');
  await page.getByRole('status').getByText('Live').waitFor();
  await track('Order Completed', 'u1', 'm-1');
  await rows('Order Completed').filter({ hasText: 'Delivered' }).waitFor();
  expect(await rows('Order Completed').filter({ hasText: 'Received' }).count()).toBe(1);
  await inBothSchemes();

  await rows('Order Completed').filter({ hasText: 'Delivered' }).getByRole('button').click();
  const detail = page.getByRole('dialog');
  await detail.getByText('From Shop website').waitFor();
  await detail.getByText('"total": 42').waitFor();
  expect(page.url()).toContain('open=m-1');
  await detail.getByRole('button', { name: 'What does the user transformation change?' }).click();
  await detail.getByRole('cell', { name: 'properties.tier' }).waitFor();
  await inBothSchemes();
  await page.keyboard.press('Escape');
  await detail.waitFor({ state: 'detached' });

  // The whole row opens it, not its name alone.
  await rows('Order Completed').filter({ hasText: 'Delivered' }).click({ position: { x: 700, y: 18 } });
  await detail.getByText('From Shop website').waitFor();
  await page.keyboard.press('Escape');
  await detail.waitFor({ state: 'detached' });
});

test('a paused list stands still and counts what arrives; filters stand in the address', async () => {
  await page.getByRole('button', { name: 'Pause' }).click();
  await track('Product Viewed', 'u2', 'm-2');
  await page.getByRole('button', { name: 'Resume · 2 new' }).waitFor();
  expect(await rows('Product Viewed').count()).toBe(0);
  await page.getByRole('button', { name: 'Resume' }).click();
  await rows('Product Viewed').first().waitFor();
  await page.getByLabel('By event').click();
  await rows('Product Viewed').filter({ hasText: 'Delivered after received' }).waitFor();
  expect(await rows('Product Viewed').count()).toBe(1);
  await inBothSchemes();
  await page.getByRole('textbox', { name: 'Name of the event' }).fill('viewed');
  await page.waitForURL('**name=viewed**');
  expect(await rows('Order Completed').count()).toBe(0);
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.getByText('Waiting for events').waitFor();
});

test('an event that is refused is looked at, replayed, and delivered', async () => {
  vendor.answer = { status: 400, body: '{"error":"no such order"}' };
  await page.goto(`${workspace.home}/events?failed=true`);
  await page.getByRole('status').getByText('Live').waitFor();
  await track('Order Refunded', 'u3', 'm-3');
  await rows('Order Refunded').filter({ hasText: 'Failed' }).waitFor();
  await page.goto(`${workspace.home}/failed`);
  await page.getByRole('row').filter({ hasText: 'Order hook' }).getByRole('button').click();
  await inBothSchemes();
  await page.getByRole('button', { name: 'Order Refunded', exact: true }).click();
  const letter = page.getByRole('dialog');
  await letter.getByText('The answer: 400').waitFor();
  await letter.getByText('no such order').waitFor();
  await letter.getByLabel('The request').filter({ hasText: '"tier": "gold"' }).waitFor();
  await inBothSchemes();
  await page.keyboard.press('Escape');
  await letter.waitFor({ state: 'detached' });

  vendor.answer = { status: 200, body: '{"ok":true}' };
  const before = vendor.received.length;
  await page.getByRole('button', { name: 'Replay it' }).click();
  await page.getByRole('radio', { name: 'Another version, only for this replay' }).click();
  await page.getByRole('combobox', { name: 'Version' }).click();
  await page.getByRole('option', { name: /published/ }).click();
  await inBothSchemes();
  await page.getByRole('dialog').getByRole('button', { name: 'Replay', exact: true }).click();
  await page.getByText('None of them is left').waitFor();
  expect(vendor.received.slice(before).map((body) => (JSON.parse(body) as { messageId: string }).messageId)).toEqual(['m-3']);
  await page.getByRole('tab', { name: /Replays/ }).click();
  await page.getByText('1 delivered').waitFor();
  await page.getByText('Done', { exact: true }).waitFor();
  await inBothSchemes();
});

test('where an event went is found by its user, the newest first', async () => {
  await track('Order Shipped', 'u3', 'm-7');
  await page.goto(`${workspace.home}/events?tab=find`);
  await page.getByRole('textbox', { name: 'User or anonymous id' }).fill('u3');
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('row').filter({ hasText: 'Order Refunded' }).filter({ hasText: 'Delivered' }).waitFor();
  expect(await page.getByRole('row').getByRole('button').allTextContents()).toEqual(['Order Shipped', 'Order Refunded']);
  await inBothSchemes();
  await page.getByRole('button', { name: 'Order Refunded' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Open as a page' }).click();
  await page.waitForURL('**/events/m-3**');
  await page.getByText('From Shop website').waitFor();
  await inBothSchemes();
});

test('chosen events are discarded, and a viewer sees them without buttons', async () => {
  vendor.answer = { status: 400, body: '{"error":"closed"}' };
  await track('Cart Emptied', 'u4', 'm-4');
  await track('Cart Filled', 'u5', 'm-5');
  await page.goto(`${workspace.home}/failed`);
  await page.getByRole('row').filter({ hasText: 'Order hook' }).filter({ hasText: '2' }).getByRole('button').click({ timeout: 20_000 });
  const list = page.url();
  await page.getByRole('checkbox', { name: /Choose Cart Emptied/ }).click();
  await page.getByRole('button', { name: 'Discard 1 chosen' }).click();
  await inBothSchemes();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard', exact: true }).click();
  await page.getByText('1 event is discarded.').waitFor();
  await page.getByRole('button', { name: 'Cart Emptied', exact: true }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Cart Filled', exact: true }).waitFor();

  const veras = await (await browser.newContext()).newPage();
  veras.setDefaultTimeout(10_000);
  await workspace.logInAsViewer(veras);
  await veras.goto(list);
  await veras.getByRole('button', { name: 'Cart Filled', exact: true }).click();
  await veras.getByText('The answer: 400').waitFor();
  expect(await veras.getByRole('button', { name: /Replay|Discard/ }).count()).toBe(0);
  expect(await veras.getByRole('checkbox').count()).toBe(0);
});

test('what fails but is tried again stands apart', async () => {
  vendor.answer = { status: 503, body: 'away' };
  await track('Late Order', 'u6', 'm-6');
  await page.goto(`${workspace.home}/failed?tab=failing`);
  await page.getByRole('heading', { name: 'Order hook' }).waitFor({ timeout: 25_000 });
  await inBothSchemes();
});

test('how many events there were, and how long they took, is drawn and stands in tables', async () => {
  await page.goto(`${workspace.home}/events?tab=counts`);
  await page.getByRole('figure').filter({ hasText: 'Events by outcome' }).getByText('As a table').click();
  const table = page.getByRole('table', { name: 'Events by outcome' });
  await table.getByRole('columnheader', { name: 'Delivered' }).waitFor();
  await page.getByText('How long it takes').waitFor();
  // Each line is drawn as its legend says, and no two have the same dashes.
  const outcomes = page.getByRole('figure').filter({ hasText: 'Events by outcome' });
  const dashesOf = (lines: string) => outcomes.locator(lines).evaluateAll((drawn) => drawn.map((line) => line.getAttribute('stroke-dasharray')).sort());
  const legend = await dashesOf('p line');
  expect(await dashesOf('path')).toEqual(legend);
  expect(new Set(legend).size).toBe(legend.length);
  expect(legend.length).toBeGreaterThan(1);
  await inBothSchemes();
  await page.getByRole('combobox', { name: 'Told apart by' }).click();
  await page.getByRole('option', { name: 'By reason' }).click();
  await page.waitForURL('**by=detail**');
  await page.getByRole('figure').filter({ hasText: 'Failed events' }).getByText('answered 400').first().waitFor();
});
