import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, openBrowser } from './browser';
import { startPintle, type Pintle } from './pintle';
import { setUpWorkspace, type TestWorkspace } from './workspace';

let pintle: Pintle;
let browser: Browser;
let page: Page;
let workspace: TestWorkspace;

beforeAll(async () => {
  [pintle, browser] = await Promise.all([startPintle(), openBrowser()]);
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(10_000);
  workspace = await setUpWorkspace(page, pintle);
});

afterAll(async () => {
  await browser.close();
  await pintle.stop();
});

const edge = (from: string, to: string) => page.getByRole('group', { name: `Connection from ${from} to ${to}` });

test('an empty workspace begins with a source, then with a destination', async () => {
  await page.goto(workspace.home);
  await page.waitForURL('**/connections');
  await page.getByText('No sources yet').waitFor();
  await expectAccessible(page);
  await workspace.make('sources', { name: 'Shop website', type: 'Javascript' });
  await page.reload();
  await page.getByText('No destinations yet').waitFor();
});

test('a source is connected by dragging, and by the dialog', async () => {
  await workspace.make('sources', { name: 'Phone app', type: 'Javascript' });
  for (const name of ['Request inspector', 'Billing', 'Data lake']) {
    await workspace.make('destinations', { name, type: 'WEBHOOK', settings: { webhookUrl: 'http://127.0.0.1:9/', webhookMethod: 'POST' } });
  }

  await page.reload();
  await drag('Shop website', 'Request inspector');
  await page.getByText('Shop website sends to Request inspector from now on.').waitFor();
  await edge('Shop website', 'Request inspector').waitFor();

  await page.getByRole('button', { name: 'Connect …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Source' }).fill('Phone');
  await page.getByRole('option', { name: 'Phone app' }).click();
  await dialog.getByRole('combobox', { name: 'Destination' }).fill('Bill');
  await page.getByRole('option', { name: 'Billing' }).click();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await edge('Phone app', 'Billing').waitFor();
  await expectAccessible(page);
});

test('a connection is opened by the keyboard, turned off, removed and taken back', async () => {
  await edge('Phone app', 'Billing').focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('dialog', { name: 'Connection' });
  await panel.getByRole('switch', { name: 'Events go over it' }).click();
  await panel.getByText('off', { exact: true }).waitFor();
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Remove the connection' }).click();
  await edge('Phone app', 'Billing').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await edge('Phone app', 'Billing').waitFor();
});

test('what is looked for stands in the address, and in the table too', async () => {
  await page.getByRole('textbox', { name: 'Search connections' }).fill('phone');
  await page.waitForURL('**/connections?q=phone');
  await page.getByText('The rest is dimmed').waitFor();
  await page.getByText('Table', { exact: true }).click();
  await page.getByText('1 of 2').waitFor();
  await page.getByRole('cell', { name: 'Billing', exact: true }).waitFor();
  expect(await page.getByRole('cell', { name: 'Request inspector' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await page.getByRole('button', { name: 'Events last hour' }).click();
  await page.waitForURL('**/connections?view=table&sort=-events');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 800, height: 900 });
  await expectAccessible(page);
});

test('many connections are turned off at once, put back, and one that fails is named', async () => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 900 });
  const connection = await workspace.make('connections', { sourceId: await idOf('sources', 'Shop website'), destinationId: await idOf('destinations', 'Data lake'), enabled: false });
  await page.goto(`${workspace.home}/connections?view=table`);
  await page.getByText('0 of 3 chosen').waitFor();
  expect(await page.getByRole('button', { name: 'Turn off' }).isDisabled()).toBe(true);
  await page.getByRole('checkbox', { name: 'Choose all of those found' }).check();
  await page.getByText('3 of 3 chosen').waitFor();
  await expectAccessible(page);

  const before = { Billing: 'off', 'Data lake': 'off', 'Request inspector': 'on' };
  expect(await states()).toEqual(before);
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByText('2 connections are turned on.').waitFor();
  await expect.poll(states).toEqual({ Billing: 'on', 'Data lake': 'on', 'Request inspector': 'on' });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Taken back.').waitFor();
  await expect.poll(states).toEqual(before);

  // Somebody else is faster with one of them; by the second click its newest version is known.
  await page.getByRole('checkbox', { name: 'Choose the connection from Shop website to Request inspector' }).uncheck();
  await page.getByText('2 of 3 chosen').waitFor();
  const faster = await page.request.patch(`${workspace.api}/connections/${connection.id}`, { data: { settings: { note: 'mine' } }, headers: { 'If-Match': '*' } });
  expect(faster.ok()).toBe(true);
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByText('1 connection is turned on.').waitFor();
  await page.getByText('Shop website → Data lake: ').waitFor();
  await expect.poll(states).toEqual({ ...before, Billing: 'on' });
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect.poll(states).toEqual({ Billing: 'on', 'Data lake': 'on', 'Request inspector': 'on' });
});

test('a viewer sees it all and can change nothing', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  await workspace.logInAsViewer(page);
  await page.goto(`${workspace.home}/connections`);
  await edge('Phone app', 'Billing').waitFor();
  expect(await page.getByRole('button', { name: 'Connect …' }).count()).toBe(0);
  await drag('Phone app', 'Data lake');
  await edge('Phone app', 'Billing').focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('dialog', { name: 'Connection' });
  await panel.getByText('A viewer cannot change it.').waitFor();
  expect(await panel.getByRole('switch').isDisabled()).toBe(true);
  expect(await panel.getByRole('button', { name: 'Remove the connection' }).count()).toBe(0);
  expect(await edge('Phone app', 'Data lake').count()).toBe(0);
  await expectAccessible(page);
  await page.goto(`${workspace.home}/connections?view=table`);
  await page.getByRole('cell', { name: 'Billing', exact: true }).waitFor();
  expect(await page.getByRole('checkbox').count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Turn off' }).count()).toBe(0);
});

async function idOf(kind: string, name: string): Promise<string> {
  const { items } = (await (await page.request.get(`${workspace.api}/${kind}`)).json()) as { items: { id: string; name: string }[] };
  return items.find((one) => one.name === name)?.id ?? '';
}

/** Of the table: the state of the connection to each destination. */
async function states(): Promise<Record<string, string>> {
  const rows = await page.getByRole('row').filter({ has: page.getByRole('button', { name: 'Open the connection' }) }).all();
  const cells = await Promise.all(rows.map((row) => row.getByRole('cell').allTextContents()));
  return Object.fromEntries(cells.map(([, , destination, , state]) => [destination ?? '', state ?? '']));
}

/** From the knob of a source to that of a destination. */
async function drag(from: string, to: string) {
  const knob = (name: string) => page.locator('.react-flow__node', { hasText: name }).locator('.react-flow__handle').boundingBox();
  await page.locator('.react-flow__node', { hasText: to }).waitFor();
  const [start, end] = [await knob(from), await knob(to)];
  if (start === null || end === null) {
    throw new Error(`${from} or ${to} is not there.`);
  }

  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + 80, start.y + 20, { steps: 4 });
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 8 });
  await page.mouse.up();
}
