import type { Page } from 'playwright-core';

const RUNS = 5;

/** How fast this computer is now: milliseconds of the same plain work, in a browser that is not slowed down; the median of a few. */
export async function yardstick(page: Page): Promise<number> {
  await page.goto('about:blank');
  const times = await page.evaluate(
    (runs) =>
      Array.from({ length: runs }, () => {
        const start = performance.now();
        let seed = 1;
        const numbers = Array.from({ length: 200_000 }, () => (seed = (seed * 48_271) % 2_147_483_647));
        numbers.sort((a, b) => a - b);
        new Map(numbers.map((n) => [String(n), { n }]));
        return performance.now() - start;
      }),
    RUNS,
  );
  return times.sort((a, b) => a - b)[RUNS >> 1] ?? NaN;
}
