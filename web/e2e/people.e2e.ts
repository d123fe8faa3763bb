import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, openBrowser } from './browser';
import { startPintle, type Pintle } from './pintle';
import { ada, setUpWorkspace } from './workspace';

const bob = { name: 'Bob', email: 'bob@shop.example', password: 'another long enough password' };
let pintle: Pintle;
let browser: Browser;
let page: Page;
let bobs: Page;
let workspace: string;

beforeAll(async () => {
  [pintle, browser] = await Promise.all([startPintle(), openBrowser()]);
  page = await (await browser.newContext()).newPage();
  bobs = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(10_000);
  workspace = (await setUpWorkspace(page, pintle)).home;
});

afterAll(async () => {
  await browser.close();
  await pintle.stop();
});

async function logIn(on: Page, who: { email: string; password: string }) {
  await on.goto(`${pintle.url}/log-in`);
  await on.getByLabel('E-mail').fill(who.email);
  await on.getByRole('textbox', { name: 'Password' }).fill(who.password);
  await on.getByRole('button', { name: 'Log in' }).click();
  await on.waitForURL('**/w/**');
}

test('somebody is invited, joins by the link, and as a viewer sees but cannot change', async () => {
  await page.goto(`${workspace}/people`);
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByLabel('E-mail').fill(bob.email);
  await page.getByRole('combobox', { name: 'Role', exact: true }).click();
  await page.getByRole('option', { name: 'Viewer' }).click();
  await page.getByRole('button', { name: 'Make the link' }).click();
  const link = (await page.getByRole('dialog').locator('code').textContent()) ?? '';
  await page.keyboard.press('Escape');
  await page.getByText(bob.email).waitFor();
  await expectAccessible(page);

  await bobs.goto(link);
  await bobs.getByLabel('Your name').fill(bob.name);
  await bobs.getByRole('textbox', { name: 'Password' }).fill(bob.password);
  await expectAccessible(bobs);
  expect(bobs.url()).not.toContain('#');
  await bobs.getByRole('button', { name: 'Join' }).click();
  await bobs.waitForURL('**/w/**');
  await bobs.goto(`${workspace}/people`);
  await bobs.getByText(ada.email).waitFor();
  expect(await bobs.getByRole('button', { name: 'Invite' }).count()).toBe(0);
  expect(await bobs.getByRole('link', { name: 'Audit log' }).count()).toBe(0);
  await bobs.goto(`${workspace}/settings`);
  await bobs.getByRole('button', { name: 'Export' }).waitFor();
  expect(await bobs.getByLabel('Name of the workspace').count()).toBe(0);
});

test('a role is changed, and the audit log says by whom, filtered by the address', async () => {
  await page.reload();
  await page.getByRole('combobox', { name: 'Role of Bob' }).click();
  await page.getByRole('option', { name: 'Editor' }).click();
  await page.getByText('Bob’s role is changed.').waitFor();
  await page.goto(`${workspace}/audit?action=updated`);
  const entry = page.getByRole('button', { name: 'Ada changed member Bob' });
  await entry.click();
  await page.getByRole('cell', { name: 'viewer', exact: true }).waitFor();
  await expectAccessible(page);
  expect(await page.getByRole('button', { name: 'accepted' }).count()).toBe(0);
});

test('a token is made, shown once, and revoked', async () => {
  await page.goto(`${workspace}/tokens`);
  await page.getByRole('button', { name: 'Make a token' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Deployment');
  await page.getByRole('button', { name: 'Make it' }).click();
  const token = (await page.getByRole('dialog').locator('code').first().textContent()) ?? '';
  const asked = () => fetch(`${pintle.url}/api/v1/session`, { headers: { authorization: `Bearer ${token}` } });
  expect((await asked()).status).toBe(200);
  await page.keyboard.press('Escape');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Revoke Deployment' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('worth nothing any more').waitFor();
  expect((await asked()).status).toBe(401);
});

test('a workspace is exported, and a file is looked at before it is taken over', async () => {
  await page.goto(`${workspace}/settings`);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export' }).click()]);
  expect(download.suggestedFilename()).toBe('Shop.json');
  const document = { workspaceId: 'elsewhere', sources: [{ id: 's1', name: 'Old site', writeKey: 'old-write-key', enabled: true, sourceDefinition: { name: 'Javascript' }, destinations: [] }] };
  await page.locator('input[type=file]').setInputFiles({ name: 'theirs.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(document)) });
  await page.getByText('theirs.json: 1 new').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Take it over' }).click();
  await page.getByText('Taken over: 1 new').waitFor();
  await page.goto(`${workspace}/sources`);
  await page.getByRole('link', { name: 'Old site' }).waitFor();
});

test('who forgot the password sets one by a link, and is out everywhere', async () => {
  await page.goto(`${workspace}/people`);
  await page.getByRole('button', { name: 'More about Bob' }).click();
  await page.getByRole('menuitem', { name: 'Link for a new password' }).click();
  await page.getByRole('textbox', { name: 'Your password' }).fill(ada.password);
  await page.getByRole('button', { name: 'Make the link' }).click();
  const link = (await page.getByRole('dialog').locator('code').textContent()) ?? '';
  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto(link);
  await elsewhere.getByRole('textbox', { name: 'New password' }).fill('yet another long password');
  await elsewhere.getByRole('button', { name: 'Set the password' }).click();
  await elsewhere.getByRole('status').waitFor();
  await bobs.goto(`${workspace}/people`);
  await bobs.waitForURL('**/log-in?next=*');
  await logIn(bobs, { ...bob, password: 'yet another long password' });
});

test('one sees where one is logged in, and logs out everywhere else', async () => {
  const phone = await (await browser.newContext({ userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile Safari/604.1' })).newPage();
  await logIn(phone, ada);
  await page.goto(`${pintle.url}/account`);
  await page.getByText('Safari on iOS').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Log out everywhere else' }).click();
  await page.getByText('You are logged out everywhere but here.').waitFor();
  await phone.reload();
  await phone.waitForURL('**/log-in?next=*');
  await page.reload();
  await page.getByRole('button', { name: 'Set it up' }).click();
  await page.getByRole('img', { name: 'A code for your app to scan' }).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
});

test('one’s account is within the workspace; who has left all of them still finds the way out', async () => {
  await page.goto(`${workspace}/people`);
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Account' }).click();
  await page.waitForURL('**/w/*/account');
  await page.getByRole('heading', { name: 'Account' }).waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'People' }).click();
  await page.getByRole('heading', { name: 'People' }).waitFor();

  await bobs.goto(`${workspace}/settings`);
  await bobs.getByRole('button', { name: 'Leave' }).click();
  await bobs.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await bobs.getByText('You are a member of no workspace').waitFor();
  await expectAccessible(bobs);
  await bobs.getByRole('button', { name: 'Your account' }).click();
  await bobs.getByRole('menuitem', { name: 'Log out' }).click();
  await bobs.waitForURL('**/log-in');
});
