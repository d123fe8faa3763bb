import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect } from 'vitest';

type Violation = { id: string; help: string; nodes: { html: string }[] };

/**
 * The browser's own popups, which it would load anew for each window (a processor's work of more than a second), and what it asks others on the network. One list: the last one counts,
 * so those that Playwright turns off and we need off are here too.
 */
const OFF = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'AimEnabled', 'PaintHolding', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'MediaRouter', 'OptimizationHints', 'NetworkTimeServiceQuerying'];

/** Debian's Chromium. */
export function openBrowser(more: string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--force-prefers-reduced-motion', `--disable-features=${OFF.join(',')}`, ...more] });
}

/** What moves or fades in has come to its end. */
export async function animationsEnded(page: Page) {
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const ending = document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map((animation) => animation.finished));
  });
}

/** Nothing on the page keeps anybody out (WCAG A and AA, by axe). */
export async function expectAccessible(page: Page) {
  // What still fades in is paler than it is meant to be.
  await animationsEnded(page);
  // The policy of the page forbids scripts that are written into it; the browser's own tools are not bound by it.
  await page.evaluate(axe.source);
  const violations = await page.evaluate<Violation[]>(`axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }).then((found) => found.violations)`);
  expect(violations.map(({ id, help, nodes }) => `${id}: ${help} ${nodes.map((n) => n.html).join(' | ')}`)).toEqual([]);
}
