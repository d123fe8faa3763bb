import { replaceEqualDeep } from '@tanstack/react-query';

/** Elements of the picture over time: what is equal to what it was stays the same object, so that nothing is drawn anew for an answer of the server that changes nothing of it. */
export class Kept<T> {
  #last: T[] = [];

  of(now: T[]): T[] {
    return (this.#last = replaceEqualDeep(this.#last, now));
  }
}
