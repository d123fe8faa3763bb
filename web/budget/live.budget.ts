import { constants, setPriority } from 'node:os';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../e2e/browser';
import { startPintle, type Pintle } from '../e2e/pintle';
import { setUpWorkspace } from '../e2e/workspace';
import { VIEWPORT } from './first-page';
import { watchLiveEvents } from './live';
import { limitsKept, printed } from './report';
import { yardstick } from './yardstick';

/** `LIVE_SECONDS` for a shorter look. */
const seconds = Number(process.env.LIVE_SECONDS ?? 300);

let pintle: Pintle;
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
  // What sends, what receives and the server would be other computers: here the browser comes before them.
  setPriority(constants.priority.PRIORITY_LOW);
  pintle = await startPintle();
});

afterAll(async () => {
  await browser.close();
  await pintle.stop();
});

test('the page of live events stays quick and small', { timeout: (seconds + 120) * 1_000 }, async () => {
  const page = await (await browser.newContext({ viewport: VIEWPORT })).newPage();
  const speed = await yardstick(page);
  const workspace = await setUpWorkspace(page, pintle);
  const figures = await watchLiveEvents(page, pintle, workspace, seconds);
  process.stdout.write(printed(figures, speed));
  expect(limitsKept(figures)).toBe(true);
});
