const WORDS = 5;

/** From (wake key, column, drawer) to a span of entries: open addressing in one typed array, at most half full. */
export class DrawerTable {
  readonly #words: Int32Array;
  readonly #mask: number;

  constructor(drawers: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(8, drawers * 2)));
    this.#words = new Int32Array(slots * WORDS).fill(-1);
    this.#mask = slots - 1;
  }

  /** Each triple once. */
  set(key: number, column: number, drawer: number, from: number, to: number): void {
    const words = this.#words;
    let slot = hash(key, column, drawer) & this.#mask;
    while (words[slot * WORDS] !== -1) slot = (slot + 1) & this.#mask;
    words.set([key, column, drawer, from, to], slot * WORDS);
  }

  /** Where the span's bounds stand in `words`, or -1: there is no such drawer. */
  find(key: number, column: number, drawer: number): number {
    const words = this.#words;
    let at = (hash(key, column, drawer) & this.#mask) * WORDS;
    for (;;) {
      const found = words[at]!;
      if (found === -1) return -1;
      if (found === key && words[at + 1] === column && words[at + 2] === drawer) return at + 3;
      at = at + WORDS === words.length ? 0 : at + WORDS;
    }
  }

  get words(): Int32Array {
    return this.#words;
  }
}

function hash(key: number, column: number, drawer: number): number {
  let h = Math.imul(key, 0x9e3779b1) ^ Math.imul(column + 1, 0x85ebca6b) ^ Math.imul(drawer + 1, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 0;
}
