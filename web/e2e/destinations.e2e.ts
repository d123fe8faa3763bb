import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, openBrowser } from './browser';
import { setUpPipeline } from './pipeline';
import { startPintle, type Pintle } from './pintle';
import { startVendor } from './vendor';
import { setUpWorkspace, type TestWorkspace } from './workspace';

let pintle: Pintle;
let browser: Browser;
let page: Page;
let home: string;
let workspace: TestWorkspace;

beforeAll(async () => {
  [pintle, browser] = await Promise.all([startPintle(), openBrowser()]);
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(10_000);
  workspace = await setUpWorkspace(page, pintle);
  home = workspace.home;
  await workspace.make('sources', { name: 'Shop website', type: 'Javascript' });
});

afterAll(async () => {
  await browser.close();
  await pintle.stop();
});

/** Pictures of the pages, where somebody wants to look at them. */
async function picture(name: string) {
  const folder = process.env.PICTURES;
  if (folder !== undefined) {
    await page.waitForTimeout(300);
    await page.screenshot({ path: `${folder}/${name}-${await page.evaluate<string>('document.documentElement.dataset.mantineColorScheme')}.png`, fullPage: true });
  }
}

test('a destination is found in the catalogue by keyboard', async () => {
  await page.goto(`${home}/destinations`);
  await page.getByText('No destinations yet').waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Add a destination' }).click();
  await page.getByRole('link', { name: /^Braze/ }).waitFor();
  await expectAccessible(page);
  await picture('catalogue');
  await page.getByLabel('Search destinations').fill('http');
  await page.getByText('One kind of destination').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Add Webhook' }).waitFor();
  await page.getByRole('heading', { name: 'Notes' }).waitFor();
  await expectAccessible(page);
});

test('what is wrong is shown at its field, and the destination is made with a secret', async () => {
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Warehouse hook');
  await page.getByRole('button', { name: 'Add the destination' }).click();
  await page.getByRole('alert').getByRole('button', { name: 'Webhook URL' }).click();
  expect(await page.getByRole('textbox', { name: 'Webhook URL' }).evaluate((one) => one === document.activeElement)).toBe(true);
  await expectAccessible(page);
  await picture('new-problem');
  await page.keyboard.type(`${pintle.url}/health`);
  await page.getByRole('button', { name: 'Add to Headers' }).click();
  await page.getByRole('group', { name: 'Headers, 1' }).getByRole('textbox', { name: 'Name' }).fill('Authorization');
  await page.getByRole('group', { name: 'Headers, 1' }).getByRole('textbox', { name: 'Value' }).fill('Bearer hush-hush');
  await page.getByRole('checkbox', { name: 'Shop website' }).check();
  await picture('new');
  await page.getByRole('button', { name: 'Add the destination' }).click();
  await page.getByRole('heading', { name: 'Warehouse hook' }).waitFor();
  await page.getByText('It is set.').waitFor();
  expect(await page.content()).not.toContain('hush-hush');
  await expectAccessible(page);
  await picture('settings');
});

test('when two people edit, nobody is overwritten', async () => {
  const id = /destinations\/(dst_\w+)/.exec(page.url())?.[1] ?? '';
  const address = `${pintle.url}/api/v1/workspaces/${home.split('/').at(-1) ?? ''}/destinations/${id}`;
  await page.getByRole('textbox', { name: 'Webhook URL' }).fill('https://mine.shop.example/');
  const other = await page.request.patch(address, { headers: { 'If-Match': '*' }, data: { name: 'Their hook', settings: { webhookUrl: 'https://theirs.shop.example/' } } });
  expect(other.status()).toBe(200);
  await page.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('dialog', { name: 'Somebody else saved first' });
  await dialog.getByText('They also changed').waitFor();
  await page.waitForTimeout(300);
  await expectAccessible(page);
  await picture('conflict');
  await dialog.getByRole('radio', { name: /Yours: / }).check();
  await dialog.getByRole('button', { name: 'Save both together' }).click();
  await page.getByRole('heading', { name: 'Their hook' }).waitFor();
  const saved = (await (await page.request.get(address)).json()) as { settings: { webhookUrl: string }; secrets: Record<string, boolean> };
  expect(saved.settings.webhookUrl).toBe('https://mine.shop.example/');
  expect(saved.secrets).toEqual({ 'headers[0].to': true });
});

test('its connections, events, guide and a test event are parts of its page', async () => {
  await page.getByRole('tab', { name: 'Connections' }).click();
  await page.getByRole('link', { name: 'Shop website' }).waitFor();
  await expectAccessible(page);
  await picture('connections');
  await page.getByRole('tab', { name: 'Events and consent' }).click();
  await page.getByRole('combobox', { name: 'Track events' }).click();
  await page.getByRole('option', { name: 'Only those of a list' }).click();
  await page.getByRole('combobox', { name: 'Events to deliver' }).fill('Order Completed');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Save' }).and(page.locator(':disabled')).waitFor();
  await expectAccessible(page);
  await picture('events');
  await page.getByRole('tab', { name: 'Guide' }).click();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await expectAccessible(page);
  await picture('guide');
  await page.getByRole('tab', { name: 'Test' }).click();
  await page.getByRole('button', { name: 'Show the requests' }).click();
  await page.getByText('POST https://mine.shop.example/').waitFor();
  expect(await page.content()).not.toContain('hush-hush');
  await expectAccessible(page);
  await picture('test');
});

test('a setting is asked for when it matters, and all is readable in the dark', async () => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(`${home}/destinations/new/GA4`);
  await page.getByRole('textbox', { name: 'Measurement ID' }).waitFor();
  await page.getByRole('combobox', { name: 'Type of client' }).click();
  await page.getByRole('option', { name: 'an app stream' }).click();
  await page.getByRole('textbox', { name: 'Firebase app ID' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Measurement ID' }).count()).toBe(0);
  await expectAccessible(page);
  await picture('new-ga4');
  await page.goto(`${home}/destinations`);
  await page.getByRole('link', { name: 'Their hook' }).waitFor();
  await expectAccessible(page);
  await picture('list');
  await page.getByRole('link', { name: 'Their hook' }).click();
  await page.getByText('It is set.').waitFor();
  await expectAccessible(page);
  await picture('settings');
  await page.goto(`${home}/destinations/new`);
  await page.getByRole('link', { name: /^Braze/ }).waitFor();
  await expectAccessible(page);
  await picture('catalogue');
});

test('what is in use says so; what is deleted comes back', async () => {
  await page.goto(`${home}/destinations`);
  await page.getByRole('link', { name: 'Their hook' }).click();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog', { name: 'It is in use' }).getByText('Shop website').waitFor();
  await page.getByRole('button', { name: 'To its connections' }).click();
  await page.getByRole('button', { name: 'Disconnect Shop website' }).click();
  await page.getByText('No source is connected yet').waitFor();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByText('No destinations yet').waitFor();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await page.getByRole('link', { name: 'Their hook' }).waitFor();
});

test('an overview says how a destination does, and how a source does, and leads to what failed', async () => {
  const vendor = await startVendor();
  const track = await setUpPipeline(pintle, workspace, vendor, { name: 'As it is', code: 'export function transformEvent(event) { return event; }' });
  let sent = 0;
  const send = (event: string) => track({ event, userId: `u-${sent}`, messageId: `m-${sent++}`, properties: {} });
  // The configuration is in force a moment after it was made.
  await expect.poll(async () => (await send('Warm Up'), vendor.received.length), { timeout: 10_000 }).toBeGreaterThan(0);
  vendor.answer = { status: 400, body: '{"error":"amount is missing"}' };
  await send('Order Completed');
  const failed = async () => ((await (await page.request.get(`${workspace.api}/deadletters/groups`)).json()) as object[]).length;
  await expect.poll(failed, { timeout: 25_000 }).toBe(1);
  await page.goto(`${home}/destinations`);
  await page.getByRole('link', { name: 'Order hook' }).click();
  await page.getByRole('tab', { name: 'Overview' }).click();
  await overviewIsThere('destination-overview');
  await page.getByRole('link', { name: 'More counts' }).click();
  await page.waitForURL(/tab=counts&grain=minute&destination=dst_/);
  await page.goBack();
  await page.getByRole('link', { name: 'answered 400' }).click();
  await page.getByRole('button', { name: 'Order Completed' }).waitFor();
  await page.goBack();
  await page.getByRole('tab', { name: 'Connections' }).click();
  await page.getByRole('link', { name: 'Shop website' }).click();
  await page.getByRole('tab', { name: 'Overview' }).click();
  await overviewIsThere('source-overview');
  await page.getByRole('cell', { name: 'Order hook' }).waitFor();
  await page.getByText('Last day').click();
  await page.getByRole('link', { name: 'More counts' }).click();
  await page.waitForURL(/tab=counts&grain=hour&source=src_/);
  await vendor.stop();
}, 60_000);

async function overviewIsThere(name: string) {
  await page.getByRole('figure').filter({ hasText: 'Events by outcome' }).waitFor();
  await page.getByText(/^\d+ of \d+ deliveries failed for good/).waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    await expectAccessible(page);
    await picture(name);
  }
}
