/**
 * Keeps at most so many of the things of one second, each as likely as another (reservoir sampling, Vitter's algorithm
 * R).
 */
export class Sample<T> {
  readonly #most: number;
  readonly #random: () => number;
  #kept: T[] = [];
  #seen = 0;

  constructor(most: number, random: () => number) {
    this.#most = most;
    this.#random = random;
  }

  add(thing: T): void {
    this.#seen++;
    if (this.#kept.length < this.#most) {
      this.#kept.push(thing);
      return;
    }
    const at = Math.floor(this.#random() * this.#seen);
    if (at < this.#most) this.#kept[at] = thing;
  }

  /** Returns the sample, and how many things each of it stands for; begins a new one. */
  take(): { readonly kept: readonly T[]; readonly each: number } {
    const kept = this.#kept;
    const each = kept.length === 0 ? 1 : this.#seen / kept.length;
    this.#kept = [];
    this.#seen = 0;
    return { kept, each };
  }
}
