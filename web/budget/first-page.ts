import type { Browser, BrowserContext, Page } from 'playwright-core';
import { median, type Figure } from './report';

const SLOWER = 4;
/** Nothing long runs for so long: whoever clicks is heard. */
const QUIET_MS = 1_000;
const KB = 1_024;
const LOOKS = 9;

export const VIEWPORT = { width: 1440, height: 900 };

/** The processor of a page, four times slower. @returns ends it. */
export async function slowDown(page: Page): Promise<() => Promise<void>> {
  const tools = await page.context().newCDPSession(page);
  await tools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return async () => {
    await tools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await tools.detach();
  };
}

/** Times in milliseconds, scripts in bytes as they are sent. */
type Look = { painted: number; interactive: number; scripts: number };

/**
 * First looks at a page, each in a window and a process of its own, with nothing remembered of the app: the median of each figure. The first of them, which finds a server that has
 * answered nobody yet, does not count.
 * @param as who looks; nobody: who is not logged in.
 */
export async function firstLooksAt(browser: Browser, url: string, as?: BrowserContext): Promise<Look> {
  const looks: Look[] = [];
  const storageState = await as?.storageState();
  for (let look = 0; look <= LOOKS; look++) {
    const context = await browser.newContext({ viewport: VIEWPORT, ...(storageState && { storageState }) });
    looks.push(await lookAt(await context.newPage(), url));
    await context.close();
  }

  const counted = looks.slice(1);
  return { painted: median(counted.map((look) => look.painted)), interactive: median(counted.map((look) => look.interactive)), scripts: median(counted.map((look) => look.scripts)) };
}

/** What a first look must keep to. */
export function figuresOf(name: string, { painted, interactive, scripts }: Look): Figure[] {
  return [
    { name: `${name}: first paint of content`, value: painted, unit: 'ms', most: 1_000 },
    { name: `${name}: interactive`, value: interactive, unit: 'ms', most: 2_000 },
    { name: `${name}: scripts, compressed`, value: scripts / KB, unit: 'KB', most: 250 },
  ];
}

async function lookAt(page: Page, url: string): Promise<Look> {
  const tools = await page.context().newCDPSession(page);
  await tools.send('Network.enable');
  await tools.send('Network.setCacheDisabled', { cacheDisabled: true });
  await tools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.addInitScript(watch, QUIET_MS);
  await page.goto(url, { waitUntil: 'commit' });
  // Asked for plainly: what Playwright would put into the page to wait for something takes as long as a screen.
  const { result } = await tools.send('Runtime.evaluate', { expression: 'look', awaitPromise: true, returnByValue: true });
  await tools.detach();
  return result.value as Look;
}

/** In the page, from its begin on: its promise `look` is kept when the heading is there and nothing long has run for a while. */
function watch(quiet: number) {
  const tasks: [start: number, end: number][] = [];
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => tasks.push([entry.startTime, entry.startTime + entry.duration]))).observe({ type: 'longtask', buffered: true });
  const look = async () => {
    for (let there = 0; ; ) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      const now = performance.now();
      there ||= document.querySelector('h1') === null ? 0 : now;
      const painted = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN;
      const last = Math.max(painted, ...tasks.map(([, end]) => end));
      if (there > 0 && now - Math.max(last, there) > quiet) {
        const scripts = (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter((file) => new URL(file.name).pathname.endsWith('.js'));
        return { painted, interactive: last, scripts: scripts.reduce((sum, file) => sum + file.encodedBodySize, 0) };
      }
    }
  };
  Object.assign(window, { look: look() });
}
