import type { Page } from 'playwright-core';
import type { Figure } from './report';

const SLOWER = 4;
/** Nothing long runs for so long: whoever clicks is heard. */
const QUIET_MS = 1_000;
const KB = 1_024;

/** The processor of a page, four times slower. @returns ends it. */
export async function slowDown(page: Page): Promise<() => Promise<void>> {
  const tools = await page.context().newCDPSession(page);
  await tools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return async () => {
    await tools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await tools.detach();
  };
}

/** The first look at a page, with nothing remembered of the app. */
export async function firstPageOf(page: Page, url: string, name: string): Promise<Figure[]> {
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
  const times = await page.evaluate(async (quiet) => {
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
  return [
    { name: `${name}: first paint of content`, value: times.painted, unit: 'ms', most: 1_000 },
    { name: `${name}: interactive`, value: times.interactive, unit: 'ms', most: 2_000 },
    { name: `${name}: scripts, compressed`, value: times.scripts / KB, unit: 'KB', most: 250 },
  ];
}
