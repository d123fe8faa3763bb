import type { BrowserContext, Page } from 'playwright-core';
import type { Figure } from './report';

const SLOWER = 4;
/** Nothing long runs for so long: whoever clicks is heard. */
const QUIET_MS = 1_000;
const KB = 1_024;
const LOOKS = 5;

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

/** First looks at a page, with nothing remembered of the app: the median of each figure. The first of them, which finds a server that has answered nobody yet, does not count. */
export async function firstLooksAt(context: BrowserContext, url: string): Promise<Look> {
  const looks: Look[] = [];
  for (let look = 0; look <= LOOKS; look++) {
    const page = await context.newPage();
    looks.push(await lookAt(page, url));
    await page.close();
  }

  const median = (of: (look: Look) => number) => looks.slice(1).map(of).sort((a, b) => a - b)[LOOKS >> 1] ?? NaN;
  return { painted: median((look) => look.painted), interactive: median((look) => look.interactive), scripts: median((look) => look.scripts) };
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
  await page.addInitScript(() => {
    const tasks: [start: number, end: number][] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => tasks.push([entry.startTime, entry.startTime + entry.duration]))).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(url, { waitUntil: 'load' });
  await page.locator('h1').waitFor();
  const look = await page.evaluate(async (quiet) => {
    const tasks = (window as unknown as { longTasks: [number, number][] }).longTasks;
    const painted = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN;
    // What can be used is there from now on, unless something long still runs.
    const there = performance.now();
    for (;;) {
      const last = Math.max(painted, ...tasks.map(([, end]) => end));
      if (performance.now() - Math.max(last, there) > quiet) {
        const scripts = (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter((file) => new URL(file.name).pathname.endsWith('.js'));
        return { painted, interactive: last, scripts: scripts.reduce((sum, file) => sum + file.encodedBodySize, 0) };
      }

      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }, QUIET_MS);
  await tools.detach();
  return look;
}
