/** So many new rows are worth new elements. */
const FEW = 4;

/**
 * By what rows are known to React. A few new rows push down those that are there, which are not drawn anew. When many come at once, nearly all that was in
 * sight leaves it: then the elements stay where they are and show other things, which costs a fraction of making new ones.
 */
export class RowKeys {
  private newest: number | undefined;
  private first = 0;

  /** @param rows The newest first. @returns The key of a place. */
  of(rows: readonly { number: number }[]): (place: number) => number {
    const before = rows.slice(0, FEW + 1).findIndex(({ number }) => number === this.newest);
    this.newest = rows[0]?.number;
    this.first += Math.max(0, before);
    const { first } = this;
    return (place) => first - place;
  }
}
