const MOST_CELLS = 4_096;

/** Sorted numbers, under cells of one width: tells in a look or two how many of them are below another. Frozen. */
export class SortedNumbers {
  readonly sorted: Float64Array;
  /** Those of cell i begin at `starts[i]`. */
  readonly #starts: Int32Array;
  readonly #cells: number;
  readonly #least: number;
  readonly #perUnit: number;

  constructor(sorted: Float64Array) {
    this.sorted = sorted;
    this.#least = sorted.length > 0 ? sorted[0]! : 0;
    const width = sorted.length > 0 ? sorted[sorted.length - 1]! - this.#least : 0;
    this.#cells = width > 0 && width < Number.POSITIVE_INFINITY ? Math.min(MOST_CELLS, sorted.length) : 1;
    this.#perUnit = this.#cells > 1 ? this.#cells / width : 0;
    this.#starts = new Int32Array(this.#cells + 1);
    for (const bound of sorted) this.#starts[this.#cellOf(bound) + 1]!++;
    for (let i = 0; i < this.#cells; i++) this.#starts[i + 1]! += this.#starts[i]!;
  }

  /** How many are less than a value. */
  below(value: number): number {
    const cell = this.#cellOf(value);
    const { sorted } = this;
    let low = this.#starts[cell]!;
    let high = this.#starts[cell + 1]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // Never falls as the value rises, rounding included: bounds in lower cells are lower than the value, in higher cells
  // higher.
  #cellOf(value: number): number {
    const cell = (value - this.#least) * this.#perUnit;
    return cell >= this.#cells ? this.#cells - 1 : cell > 0 ? Math.floor(cell) : 0;
  }
}
