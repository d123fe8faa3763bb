import type { MouseEvent } from 'react';

/** A click on a link that the app follows itself; to another tab or window the browser goes. */
export function isPlain(click: MouseEvent): boolean {
  return click.button === 0 && !click.ctrlKey && !click.metaKey && !click.shiftKey && !click.altKey;
}
