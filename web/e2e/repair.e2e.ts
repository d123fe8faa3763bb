import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fill } from '../budget/workspace';
import { expectAccessible, openBrowser } from './browser';
import { write } from './editor';
import { startPintle, type Pintle } from './pintle';
import { setUpPipeline, type Track } from './pipeline';
import { startVendor, type Vendor } from './vendor';
import { setUpWorkspace, type TestWorkspace } from './workspace';

const broken = 'export function transformEvent(event) { if (event.properties.giftCard) event.properties.left = event.properties.giftCard.balance.amount; return event; }';
const mended = 'export function transformEvent(event) { if (event.properties.giftCard) event.properties.left = event.properties.giftCard.balance?.amount ?? 0; return event; }';
let pintle: Pintle;
let browser: Browser;
let vendor: Vendor;
let page: Page;
let workspace: TestWorkspace;
let send: Track;

beforeAll(async () => {
  [pintle, browser, vendor] = await Promise.all([startPintle(), openBrowser(), startVendor()]);
  page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
  page.setDefaultTimeout(15_000);
  workspace = await setUpWorkspace(page, pintle);
  send = await setUpPipeline(pintle, workspace, vendor, { name: 'Gift cards', code: broken });
});

afterAll(async () => {
  await browser.close();
  await pintle.stop();
  await vendor.stop();
});

test('what failed in a transformation is delivered once the transformation is mended', async () => {
  await send({ event: 'Order Completed', userId: 'u1', messageId: 'm-1', properties: { giftCard: { code: 'x' } } });
  await page.goto(`${workspace.home}/failed`);
  await page.getByRole('row').filter({ hasText: 'Order hook' }).getByRole('button').click({ timeout: 25_000 });
  const list = page.url();
  await page.getByRole('button', { name: 'Order Completed', exact: true }).click();
  await page.getByRole('dialog').getByText(/TypeError/).first().waitFor();
  expect(vendor.received).toEqual([]);

  await page.goto(`${workspace.home}/transformations`);
  await page.getByRole('link', { name: 'Gift cards' }).click();
  await page.locator('.view-line').first().waitFor();
  await write(page, mended);
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Published: events go through it').waitFor();

  await page.goto(list);
  await page.getByRole('button', { name: 'Replay it' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Replay', exact: true }).click();
  await page.getByText('None of them is left').waitFor();
  expect(vendor.received.map((body) => (JSON.parse(body) as { properties: { left: number } }).properties.left)).toEqual([0]);
}, 90_000);

test('while the server is away the page says so, and goes on when it is back', async () => {
  await page.goto(`${workspace.home}/sources`);
  await page.getByRole('link', { name: 'Shop website' }).click();
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByLabel('Name').fill('Shop');
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The server can’t be reached.').first().waitFor();
  await expectAccessible(page);
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Shop', exact: true }).waitFor();
});

test('with 500 destinations one is found at once, in the list, the palette and the graph', async () => {
  await fill(page, workspace, { sources: 100, destinations: 500, connections: 2500 });
  await page.goto(`${workspace.home}/destinations`);
  await page.getByRole('textbox', { name: /Search/ }).fill('Destination 477');
  await page.getByRole('link', { name: 'Destination 477' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Go to or do' }).fill('Destination 499');
  await page.getByText('Destination 499').first().click();
  await page.getByRole('heading', { name: 'Destination 499' }).waitFor();
  await page.goto(`${workspace.home}/connections?q=Destination 477`);
  await page.locator('.react-flow__node').filter({ hasText: 'Destination 477' }).waitFor();
}, 60_000);
