import { replaceEqualDeep } from '@tanstack/react-query';

/** Elements of the picture over time: one about which nothing is other stays the same object, so that what has not changed is not drawn anew with each answer of the server. */
export class Kept<T extends { id: string }> {
  #last: T[] = [];

  /** The elements of now, wherever they stand, and the list itself, are those of before where they are equal. */
  of(now: readonly T[]): T[] {
    const before = new Map(this.#last.map((element) => [element.id, element]));
    const next = now.map((element) => replaceEqualDeep(before.get(element.id), element));
    return next.length === this.#last.length && next.every((element, at) => element === this.#last[at]) ? this.#last : (this.#last = next);
  }
}
