import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, openBrowser } from './browser';
import { startPintle, type Pintle } from './pintle';

const person = { name: 'Ada', email: 'ada@shop.example', password: 'a long enough password' };
let pintle: Pintle;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [pintle, browser] = await Promise.all([startPintle(), openBrowser()]);
  page = await browser.newPage();
  page.setDefaultTimeout(15_000);
});

afterAll(async () => {
  await browser.close();
  await pintle.stop();
});

test('who comes first sets up the administrator, and every field that is wrong says so', async () => {
  await page.goto(pintle.url);
  await page.waitForURL('**/setup');
  await expectAccessible(page);
  await page.getByLabel('Set-up token').fill(pintle.setUpToken);
  await page.getByLabel('Your name').fill(person.name);
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByText('A password has at least 12 characters').waitFor();
  await expectAccessible(page);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(person.password);
  await page.getByLabel('Name of the workspace').fill('Shop');
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByRole('heading', { name: 'Your first event' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Skip this' }).click();
  await page.getByText('No sources yet').waitFor();
  await expectAccessible(page);
});

test('a source is added, found by the palette, renamed, deleted and taken back', async () => {
  await page.getByRole('link', { name: 'Add a source' }).click();
  await page.getByLabel('Name').fill('Shop website');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add the source' }).click();
  await page.getByText('Write key').waitFor();
  await expectAccessible(page);

  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Go to or do' }).fill('sources');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Shop website' }).click();
  await page.getByLabel('Name').fill('Shop');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Shop', exact: true }).waitFor();

  await page.getByRole('button', { name: 'Delete the source' }).click();
  await page.getByText('No sources yet').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('link', { name: 'Shop', exact: true }).waitFor();
  await expectAccessible(page);
});

test('the palette chooses what is highlighted, also when it comes after the words', async () => {
  const sources = page.url();
  const held: Route[] = [];
  await page.route('**/api/v1/workspaces/*/sources*', (route) => void held.push(route));
  await page.goto(new URL('people', sources).href);
  await page.getByRole('heading', { name: 'People' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Go to or do' }).fill('shop');
  await page.getByText('Nothing of that name').waitFor();
  await Promise.all(held.splice(0).map((route) => route.continue()));
  await page.getByRole('dialog').getByRole('button', { name: 'Shop' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Shop', exact: true }).waitFor();
  await page.unrouteAll();
  await page.goto(sources);
});

test('the menus of the header, which come when they are asked for, serve the keyboard and tell when they do not come', async () => {
  await page.reload();
  const workspace = page.getByRole('button', { name: 'Workspace Shop' });
  await workspace.press('Enter');
  const here = page.getByRole('menuitem', { name: /Shop/ });
  await here.waitFor();
  await page.keyboard.press('ArrowDown');
  expect(await here.evaluate((item) => item === document.activeElement)).toBe(true);
  await page.keyboard.press('Escape');
  await here.waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Workspace Shop');
  await page.route('**/PersonItems-*', (route) => route.abort());
  await page.getByRole('button', { name: 'Your account' }).press('Enter');
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('menu').count()).toBe(0);
  await page.unroute('**/PersonItems-*');
  await page.reload();
});

test('who logs out is out, and comes back to where they were going', async () => {
  const address = page.url();
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await page.waitForURL('**/log-in');
  await page.goto(address);
  await page.waitForURL('**/log-in?next=*');
  await expectAccessible(page);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByRole('textbox', { name: 'Password' }).fill('another long password');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByRole('textbox', { name: 'Password' }).fill(person.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('link', { name: 'Shop', exact: true }).waitFor();
  expect(page.url()).toBe(address);
});

test('it is used in the dark too, and on a tablet', async () => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 700, height: 900 });
  await page.getByRole('button', { name: 'Navigation' }).waitFor();
  await expectAccessible(page);
});
