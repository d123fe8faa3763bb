/** Elements of the picture over time: one about which nothing is other stays the same object, so that what has not changed is not drawn anew with each answer of the server. */
export class Kept<T extends { id: string }> {
  #last: T[] = [];
  #written = new Map<string, { element: T; text: string }>();

  /** The elements of now, and the list itself, are those of before where they are equal. */
  of(now: readonly T[]): T[] {
    const written = new Map(
      now.map((element) => {
        const text = JSON.stringify(element);
        const before = this.#written.get(element.id);
        return [element.id, before?.text === text ? before : { element, text }];
      }),
    );
    const next = [...written.values()].map(({ element }) => element);
    this.#written = written;
    return next.length === this.#last.length && next.every((element, at) => element === this.#last[at]) ? this.#last : (this.#last = next);
  }
}
