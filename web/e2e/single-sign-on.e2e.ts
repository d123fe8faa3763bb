import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, openBrowser } from './browser';
import { startPintle, type Pintle } from './pintle';

let pintle: Pintle;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [pintle, browser] = await Promise.all([startPintle(), openBrowser()]);
  page = await browser.newPage();
  await page.route('**/api/v1/log-in/issuers', (route) => route.fulfill({ json: { items: [{ id: 'iss_1', name: 'Okta' }] } }));
});

afterAll(async () => {
  await browser.close();
  await pintle.stop();
});

test('the log-in page offers issuers, and says why one did not go well', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(`${pintle.url}/log-in?problem=notInvited&next=%2Faccount`);
    await page.getByText('Ask an administrator to invite you').waitFor();
    const button = page.getByRole('link', { name: 'Continue with Okta' });
    expect(await button.getAttribute('href')).toBe('/api/v1/log-in/issuers/iss_1/start?returnTo=%2Faccount');
    await expectAccessible(page);
    if (process.env.SCREENSHOTS !== undefined) {
      await page.screenshot({ path: `${process.env.SCREENSHOTS}/log-in-${colorScheme}.png` });
    }
  }

  // This server has no such issuer: it leads back with the reason.
  await page.getByRole('link', { name: 'Continue with Okta' }).click();
  await page.getByText('is not offered any more').waitFor();
  expect(page.url()).toContain('next=%2Faccount');
});
