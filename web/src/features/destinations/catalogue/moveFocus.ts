import type { KeyboardEvent } from 'react';

/** Arrow keys go from link to link of a grid; up from the first row leaves it to the browser. */
export function moveFocus(event: KeyboardEvent, grid: HTMLElement | null) {
  const links = [...(grid?.querySelectorAll('a') ?? [])];
  const here = links.findIndex((link) => link === event.currentTarget);
  const top = links[0]?.offsetTop;
  const wide = Math.max(1, links.filter((link) => link.offsetTop === top).length);
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: wide, ArrowUp: -wide }[event.key];
  const next = step === undefined ? undefined : links[here + step];
  if (next !== undefined) {
    event.preventDefault();
    next.focus();
  }
}
