import type { Page } from 'playwright-core';

/** Puts a text into the code editor in the place of what is there. */
export async function write(page: Page, text: string) {
  const code = page.getByRole('textbox', { name: 'Code', exact: true });
  await code.focus();
  await page.keyboard.press('Control+a');
  // Pasted: what is typed is indented and closed by the editor.
  await code.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
  await page.waitForFunction((line) => document.querySelector('.view-lines')?.textContent.replaceAll('\u00a0', ' ').includes(line), text.split('\n')[0] ?? '');
}
