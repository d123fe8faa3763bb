import { mkdir } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, openBrowser } from './browser';
import { write } from './editor';
import { startPintle, type Pintle } from './pintle';
import { ada, setUpWorkspace } from './workspace';

let pintle: Pintle;
let browser: Browser;
let page: Page;
let workspace = '';
let writeKey = '';

beforeAll(async () => {
  [pintle, browser] = await Promise.all([startPintle(), openBrowser()]);
  page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
  page.setDefaultTimeout(20_000);
  const { home, make } = await setUpWorkspace(page, pintle);
  workspace = home.slice(pintle.url.length);
  writeKey = ((await make('sources', { name: 'Web', type: 'Javascript' })) as { id: string; writeKey: string }).writeKey;
});

afterAll(async () => {
  await browser.close();
  await pintle.stop();
});

/** For the eye: where SCREENSHOTS says. */
async function look(name: string) {
  if (process.env.SCREENSHOTS !== undefined) {
    await mkdir(process.env.SCREENSHOTS, { recursive: true });
    await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` });
  }
}

test('from an example to code that fails, says where, is mended and published', async () => {
  const refused: string[] = [];
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
  await page.goto(`${pintle.url}${workspace}/transformations`);
  await page.getByText('No transformations yet').waitFor();
  await expectAccessible(page);
  await look('empty');
  await page.getByRole('link', { name: 'Begin with Mask e-mail' }).click();
  await page.locator('.view-line').first().waitFor();
  await expectAccessible(page);
  await look('new');
  await page.getByRole('button', { name: 'Add the transformation' }).click();
  await page.getByText('not published').waitFor();

  await page.getByRole('button', { name: 'Run' }).click();
  await page.getByText(/2 changed · [\d.]+ ms/).waitFor();
  await look('changed');
  await expectAccessible(page);

  await write(page, 'export function transformEvent(event) {\n  log("saw", event.type);\n  return event.nothing.here;\n}\n');
  await page.keyboard.press('Control+Enter');
  await page.getByText('2 failed').waitFor();
  await look('failing');
  await page.getByText(/Line 3: TypeError/).first().waitFor();
  await page.getByText('2 failed').waitFor();
  await page.locator('.squiggly-error').first().waitFor();
  await look('failed');
  await expectAccessible(page);

  await write(page, 'export function transformEvent(event) {\n  if (event.type === "identify") return null;\n  event.seen = true;\n  return event;\n}\n');
  await page.keyboard.press('Control+Enter');
  await page.getByText(/1 changed, 1 dropped/).waitFor();
  expect(await page.locator('.squiggly-error').count()).toBe(0);
  await page.getByRole('button', { name: 'Keep as a test' }).click();
  await page.keyboard.press('Control+s');
  await page.getByText('The draft is saved').waitFor();
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Published: events go through it').waitFor();
  expect(refused).toEqual([]);
}, 60_000);

test('tests are run, and what is not good keeps a version from being published', async () => {
  await page.getByRole('tab', { name: /Tests/ }).click();
  await page.getByRole('button', { name: 'Run all' }).click();
  await page.getByText('good', { exact: true }).waitFor();
  await look('tests');
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Code' }).click();
  await write(page, 'export function transformEvent(event) {\n  return event;\n}\n');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText(/Nothing was published/).waitFor();
  await expectAccessible(page);
});

test('versions are compared and rolled back, in the dark too', async () => {
  await page.getByRole('tab', { name: 'Versions' }).click();
  await page.getByRole('heading', { name: 'Version 2 and version 3' }).waitFor();
  await look('versions');
  await expectAccessible(page);
  await page.getByRole('radio', { name: 'Before: version 1' }).click();
  await page.getByRole('heading', { name: 'Version 1 and version 3' }).waitFor();
  expect(page.url()).toContain('a=');
  await page.getByRole('button', { name: 'Roll back to version 1' }).click();
  await page.getByText('a new version like number 1 is in force').waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('tab', { name: 'Code' }).click();
  await page.getByText('sha256').first().waitFor();
  await page.getByRole('button', { name: 'Run' }).click();
  await page.getByText(/2 changed/).waitFor();
  await look('dark');
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'light' });
});

test('real events are tried, and what is not saved is not left without a question', async () => {
  const sent = await page.request.post(`${pintle.events}/v1/track`, { headers: { Authorization: `Basic ${btoa(`${writeKey}:`)}` }, data: { userId: 'u1', event: 'Signed Up', context: { traits: { email: 'eve@shop.example' } } } });
  expect(sent.status()).toBe(200);
  await page.getByText('Recent events').click();
  await page.getByText('The newest event of the log').waitFor();
  await page.getByRole('button', { name: 'Run' }).click();
  await page.getByText(/track · Signed Up/).waitFor();

  await write(page, 'export const x = 1;');
  await page.getByRole('link', { name: 'Libraries' }).click();
  await page.getByText('Leave without saving?').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Stay' }).click();
  await page.getByRole('button', { name: 'Save the draft' }).click();
  await page.getByText(/must export one of/).waitFor();
});

test('who is slower sees both sides', async () => {
  const api = `${pintle.url}/api/v1/workspaces/${workspace.slice(3)}/transformations`;
  const { items } = (await (await page.request.get(api)).json()) as { items: [{ id: string }] };
  await page.request.patch(`${api}/${items[0].id}`, { headers: { 'If-Match': '*' }, data: { code: 'export function transformEvent(event) { return theirs(event); }' } });
  await write(page, 'export function transformEvent(event) { return mine(event); }');
  await page.keyboard.press('Control+s');
  await page.getByText('Somebody else has saved a version meanwhile').waitFor();
  await look('conflict');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await page.getByRole('button', { name: 'Save the draft' }).click();
  await page.getByText('The draft is saved').waitFor();
});

test('a library is made, imported, and says by whom', async () => {
  await page.getByRole('link', { name: 'Libraries' }).click();
  await page.getByRole('link', { name: 'Begin with Text tools' }).click();
  await page.getByRole('button', { name: 'Add the library' }).click();
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Published').first().waitFor();
  const made = await page.request.post(`${pintle.url}/api/v1/workspaces/${workspace.slice(3)}/transformations`, {
    data: { name: 'Tidy', code: 'import { tidy } from "textTools";\nexport function transformEvent(event) { event.event = tidy(event.event ?? ""); return event; }' },
  });
  expect(made.status()).toBe(201);
  await page.reload();
  await page.getByRole('tab', { name: 'Name and use' }).click();
  await page.getByRole('link', { name: 'Tidy' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Code' }).click();
  await page.getByRole('button', { name: 'Run' }).click();
  await page.getByText(/2 changed/).waitFor();
});

test('a viewer sees and cannot change', async () => {
  const api = `${pintle.url}/api/v1`;
  const ws = `${api}/workspaces/${workspace.slice(3)}`;
  const { secret } = (await (await page.request.post(`${ws}/invitations`, { data: { email: 'vic@shop.example', role: 'viewer' } })).json()) as { secret: string };
  const theirs = await browser.newPage();
  const joined = await theirs.request.post(`${api}/invitations/accept`, { data: { secret, name: 'Vic', password: ada.password } });
  expect(joined.ok()).toBe(true);
  await theirs.goto(`${pintle.url}${workspace}/transformations`);
  await theirs.getByRole('link', { name: 'Tidy' }).click();
  await theirs.getByText('Viewers see code but cannot change it').waitFor();
  expect(await theirs.getByRole('button', { name: 'Publish' }).isDisabled()).toBe(true);
  expect(await theirs.getByRole('button', { name: 'Run' }).isDisabled()).toBe(true);
  await expectAccessible(theirs);
  await theirs.close();
});
