import { FIRST, OTHER, UNKNOWN } from './contract.ts';

/** What a column takes apart: the values that rules name, or the numbers between their bounds. */
export type ColumnOf = { readonly values: ReadonlyMap<unknown, number> } | { readonly bounds: Float64Array };

/** A rule is filed in every drawer that a clause of it reaches into. */
const RANGE_DRAWERS = 64;
/** Characters of the longest string value that JSON.parse interns (V8). */
const INTERNED = 10;
/** Codes of a test that stands beside a candidate; see `entries.ts`. */
const TEST_CODES = 4_096;

/** One field as small whole numbers, so that every clause on it is a test on a code. Frozen once built. */
export class Column {
  readonly field: number;
  /** Codes run from 0 up to this. */
  readonly codes: number;
  /** Codes that are filed together, and tested together beside a candidate: `(code - FIRST) >>> shift`. */
  readonly fileShift: number;
  readonly testShift: number;
  readonly #reads: 'string' | 'number' | 'boolean';
  readonly #values: ReadonlyMap<unknown, number> | undefined;
  /** The same for short strings, which JSON.parse interns: twice as quick as a map, where a longer one would cost more. */
  readonly #strings: Readonly<Record<string, number>>;
  readonly #bounds: Float64Array;
  readonly #guide: Guide;

  constructor(field: number, type: string, of: ColumnOf) {
    this.field = field;
    this.#reads = type as 'string' | 'number' | 'boolean';
    this.#values = 'values' in of ? of.values : undefined;
    this.#strings = Object.assign(
      Object.create(null),
      this.#values && type === 'string' && Object.fromEntries(this.#values),
    );
    this.#bounds = 'bounds' in of ? of.bounds : NO_BOUNDS;
    this.#guide = guideTo(this.#bounds);
    // A number between two bounds and a number on one are different codes: 2i below the i-th, 2i + 1 on it.
    this.codes = FIRST + (this.#values ? this.#values.size : 2 * this.#bounds.length + 1);
    this.fileShift = this.#values ? 0 : shiftFor(this.codes, RANGE_DRAWERS);
    this.testShift = shiftFor(this.codes, TEST_CODES);
  }

  /** The number of drawers: they run from 0 up to this. */
  get drawers(): number {
    return this.drawer(this.codes - 1) + 1;
  }

  code(value: unknown): number {
    if (typeof value === 'string') {
      if (this.#reads !== 'string') return UNKNOWN;
      return (value.length <= INTERNED ? this.#strings[value] : this.#values!.get(value)) ?? OTHER;
    }
    if (typeof value === 'number') {
      if (this.#reads !== 'number') return UNKNOWN;
      if (!this.#values) return Number.isNaN(value) ? UNKNOWN : this.#codeOf(value);
    } else if (typeof value !== 'boolean' || this.#reads !== 'boolean') return UNKNOWN;
    return this.#values!.get(value) ?? OTHER;
  }

  /** Where rules for a code are filed. */
  drawer(code: number): number {
    return code < FIRST ? code : FIRST + ((code - FIRST) >>> this.fileShift);
  }

  /** The code that tests beside candidates go by. */
  testCode(code: number): number {
    return code < FIRST ? code : FIRST + ((code - FIRST) >>> this.testShift);
  }

  /** The code of a bound, or the one that is to be it. */
  codeOn(bound: number): number {
    return this.#codeOf(bound) | 1;
  }

  #codeOf(value: number): number {
    const { starts, least, perUnit } = this.#guide;
    const bounds = this.#bounds;
    const cell = cellOf(value, least, perUnit, starts.length - 1);
    let low = starts[cell]!;
    let high = starts[cell + 1]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (bounds[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return FIRST + 2 * low + (low < bounds.length && bounds[low] === value ? 1 : 0);
  }
}

/** Cells of one width over sorted bounds: those of cell i begin at `starts[i]`. */
interface Guide {
  readonly starts: Int32Array;
  readonly least: number;
  readonly perUnit: number;
}

const NO_BOUNDS = new Float64Array(0);
const MOST_CELLS = 4_096;

function guideTo(bounds: Float64Array): Guide {
  const least = bounds.length > 0 ? bounds[0]! : 0;
  const width = bounds.length > 0 ? bounds[bounds.length - 1]! - least : 0;
  const cells = width > 0 && width < Number.POSITIVE_INFINITY ? Math.min(MOST_CELLS, bounds.length) : 1;
  const perUnit = cells > 1 ? cells / width : 0;
  const starts = new Int32Array(cells + 1);
  for (const bound of bounds) starts[cellOf(bound, least, perUnit, cells) + 1]!++;
  for (let i = 0; i < cells; i++) starts[i + 1]! += starts[i]!;
  return { starts, least, perUnit };
}

// Never falls as the value rises, rounding included: bounds in lower cells are lower than the value, in higher cells higher.
function cellOf(value: number, least: number, perUnit: number, cells: number): number {
  const cell = (value - least) * perUnit;
  return cell >= cells ? cells - 1 : cell > 0 ? Math.floor(cell) : 0;
}

function shiftFor(codes: number, most: number): number {
  return Math.max(0, Math.ceil(Math.log2((codes - FIRST) / (most - FIRST))));
}
