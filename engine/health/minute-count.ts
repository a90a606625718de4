const SECONDS = 60;

/** Counts what happened within the last minute, to the second. */
export class MinuteCount {
  readonly #counts = new Float64Array(SECONDS);
  #newest = 0;

  add(wall: number): void {
    this.#moveTo(wall);
    const second = this.#newest % SECONDS;
    this.#counts[second] = this.#counts[second]! + 1;
  }

  sum(wall: number): number {
    this.#moveTo(wall);
    return this.#counts.reduce((sum, count) => sum + count, 0);
  }

  /** Forgets the seconds that are more than a minute ago. */
  #moveTo(wall: number): void {
    const now = Math.floor(wall / 1_000);
    for (let second = Math.max(this.#newest + 1, now - SECONDS + 1); second <= now; second++) {
      this.#counts[second % SECONDS] = 0;
    }
    this.#newest = Math.max(this.#newest, now);
  }
}
