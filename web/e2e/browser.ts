import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect } from 'vitest';

type Violation = { id: string; help: string; nodes: { html: string }[] };

/** Debian's Chromium. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
}

/** Nothing on the page keeps anybody out (WCAG A and AA, by axe). */
export async function expectAccessible(page: Page) {
  // The policy of the page forbids scripts that are written into it; the browser's own tools are not bound by it.
  await page.evaluate(axe.source);
  const violations = await page.evaluate<Violation[]>(`axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }).then((found) => found.violations)`);
  expect(violations.map(({ id, help, nodes }) => `${id}: ${help} ${nodes.map((n) => n.html).join(' | ')}`)).toEqual([]);
}
