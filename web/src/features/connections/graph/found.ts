import { createContext, use, useCallback } from 'react';
import type { Found } from '../find';

/** Dims what was not found, on the elements themselves: a letter typed draws nothing anew, of which there may be hundreds. */
export class Dimming {
  readonly #drawn = new Map<string, Element>();
  #found: Found | null = null;

  /** An element is there, until what is returned is called. */
  add(id: string, element: Element): () => void {
    this.#drawn.set(id, element);
    this.#dim(id, element);
    return () => void this.#drawn.delete(id);
  }

  /** @param found Null: nothing is looked for. */
  show(found: Found | null) {
    this.#found = found;
    this.#drawn.forEach((element, id) => this.#dim(id, element));
  }

  #dim(id: string, element: Element) {
    element.toggleAttribute('data-dim', this.#found !== null && !this.#found.has(id));
  }
}

export const DimmingContext = createContext(new Dimming());

/** A `ref` of what is drawn for an end or a connection. */
export function useDimming(id: string): (element: Element | null) => (() => void) | undefined {
  const dimming = use(DimmingContext);
  return useCallback((element) => (element === null ? undefined : dimming.add(id, element)), [dimming, id]);
}
