import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import { expectAccessible, openBrowser } from './browser';
import { startPintle, type Pintle } from './pintle';
import { setUpWorkspace } from './workspace';

let pintle: Pintle;
let browser: Browser;
let page: Page;
let workspace: string;

beforeAll(async () => {
  [pintle, browser] = await Promise.all([startPintle(), openBrowser()]);
  page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  workspace = (await setUpWorkspace(page, pintle)).home;
});

afterAll(async () => {
  await browser.close();
  await pintle.stop();
});

test('an issuer that does not answer is not taken, and the field says so', async () => {
  await page.goto(`${workspace}/single-sign-on`);
  await page.getByText('/api/v1/log-in/callback').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add an issuer' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Okta');
  await page.getByRole('textbox', { name: 'Issuer' }).fill(pintle.events);
  await page.getByRole('textbox', { name: 'Client id' }).fill('pintle');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Say the secret of this client id').waitFor();
  await page.getByRole('textbox', { name: 'Client secret' }).fill('a secret');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('textbox', { name: 'Issuer' }).and(page.locator('[aria-invalid=true]')).waitFor();
  await expectAccessible(page);
});

test('the data plane says how much it keeps, and how far behind destinations are', async () => {
  await page.goto(`${workspace}/health`);
  await page.getByText('Oldest event in the log').waitFor();
  await page.getByText('None is connected yet.').waitFor();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
});
