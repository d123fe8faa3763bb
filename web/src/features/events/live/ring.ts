/** The newest things that were put in, no more than there is room for. Putting one in costs the same however many there are. */
export class Ring<T> {
  private readonly slots: T[] = [];
  private readonly room: number;
  /** How many were ever put in. */
  private ended = 0;

  constructor(room: number) {
    this.room = room;
  }

  get size(): number {
    return this.slots.length;
  }

  /** How many were ever put in: the newest has the number `total - 1`. */
  get total(): number {
    return this.ended;
  }

  push(thing: T) {
    this.slots[this.ended % this.room] = thing;
    this.ended += 1;
  }

  /** The newest is 0. */
  newest(place: number): T | undefined {
    return place < 0 || place >= this.size ? undefined : this.slots[(this.ended - 1 - place) % this.room];
  }

  clear() {
    this.slots.length = 0;
    this.ended = 0;
  }

  /** All of them, the newest first. */
  toArray(): T[] {
    return Array.from({ length: this.size }, (_, place) => this.newest(place) as T);
  }
}
