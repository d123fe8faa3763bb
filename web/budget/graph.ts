import type { Page } from 'playwright-core';

const STEPS = 60;
const ROUNDS = 3;

/** A few rounds of the same. */
export async function roundsOf(round: () => Promise<number>): Promise<[first: number, ...others: number[]]> {
  const values: [number, ...number[]] = [await round()];
  while (values.length < ROUNDS) {
    values.push(await round());
  }

  return values;
}

/** Frames a second while somebody drags the picture about. */
export async function framesOfPanning(page: Page): Promise<number> {
  const { x, y } = await middleOf(page);
  return framesWhile(page, async () => {
    await page.mouse.move(x, y + 250);
    await page.mouse.down();
    for (let step = 0; step < STEPS; step++) {
      await page.mouse.move(x, y + 250 - step * 8);
    }

    await page.mouse.up();
  });
}

/** Frames a second while somebody zooms out and in again. */
export async function framesOfZooming(page: Page): Promise<number> {
  const { x, y } = await middleOf(page);
  await page.mouse.move(x, y);
  await page.keyboard.down('Control');
  const frames = await framesWhile(page, async () => {
    for (let step = 0; step < STEPS; step++) {
      await page.mouse.wheel(0, step < STEPS / 2 ? 6 : -6);
    }
  });
  await page.keyboard.up('Control');
  return frames;
}

/** From a key to the picture that shows what was found; the slowest of a few letters. */
export async function searchTime(page: Page): Promise<number> {
  await page.getByRole('textbox', { name: 'Search connections' }).focus();
  await page.evaluate(() => {
    const seen = { key: 0, shows: '', took: 0 };
    Object.assign(window, { seen });
    document.addEventListener('keydown', (event) => (seen.key = event.timeStamp), { capture: true });
    const look = () => {
      const shows = document.querySelector('[data-shows]')?.getAttribute('data-shows') ?? '';
      // It was in the page before this frame, and is seen with it: what it took until now is what the browser had to do for it before it draws.
      if (shows !== seen.shows) {
        Object.assign(seen, { shows, took: Math.max(seen.took, performance.now() - seen.key) });
      }

      if ((window as unknown as { seen: unknown }).seen === seen) {
        requestAnimationFrame(look);
      }
    };
    requestAnimationFrame(look);
  });
  // What Playwright puts into the page to wait for something is there before the first letter.
  await page.waitForFunction(() => true);
  let text = '';
  for (const letter of ['1', '7', '1', 'Backspace', 'Backspace', 'Backspace']) {
    text = letter === 'Backspace' ? text.slice(0, -1) : text + letter;
    await page.keyboard.press(letter);
    await page.waitForFunction((wanted) => (window as unknown as { seen: { shows: string } }).seen.shows === wanted, text, { timeout: 10_000 });
  }

  return page.evaluate(() => (window as unknown as { seen: { took: number } }).seen.took);
}

/** Counts frames from the first to the last while something is done. */
async function framesWhile(page: Page, what: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const seen: number[] = [];
    const count = (at: number) => {
      seen.push(at);
      Object.assign(window, { frame: requestAnimationFrame(count) });
    };
    Object.assign(window, { frames: seen, frame: requestAnimationFrame(count) });
  });
  await what();
  return page.evaluate(() => {
    const { frames, frame } = window as unknown as { frames: number[]; frame: number };
    cancelAnimationFrame(frame);
    return ((frames.length - 1) * 1_000) / ((frames.at(-1) ?? 0) - (frames[0] ?? 0));
  });
}

async function middleOf(page: Page): Promise<{ x: number; y: number }> {
  const box = await page.locator('.react-flow__pane').boundingBox();
  if (box === null) {
    throw new Error('There is no graph.');
  }

  // Between the columns, off the nodes.
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
