const MOST_GAP = 4_096;

/**
 * Ids that wait, first come first; what is taken from the front is cut off from time to time only, so that taking costs
 * little.
 */
export class IdQueue {
  private ids: string[] = [];
  private head = 0;

  get length(): number {
    return this.ids.length - this.head;
  }

  push(id: string): void {
    this.ids.push(id);
  }

  /** Puts ids in front of all others. */
  pushFront(ids: readonly string[]): void {
    this.ids = [...ids, ...this.ids.slice(this.head)];
    this.head = 0;
  }

  /** The first ones, so many at most. */
  take(most: number): readonly string[] {
    const taken = this.ids.slice(this.head, this.head + most);
    this.head += taken.length;
    if (this.head > MOST_GAP) this.pushFront([]);
    return taken;
  }

  /** Only these wait. */
  replace(ids: Iterable<string>): void {
    this.ids = [...ids];
    this.head = 0;
  }
}
