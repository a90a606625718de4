import { FIRST, OTHER, UNKNOWN } from './contract.ts';
import { SortedNumbers } from './sorted-numbers.ts';

/** The source of a column's codes: the values that rules name, or the bounds between which numbers lie. */
export type ColumnOf = { readonly values: ReadonlyMap<unknown, number> } | { readonly bounds: Float64Array };

/** A rule is filed in every drawer that a clause of it reaches into. */
const RANGE_DRAWERS = 64;
/** Characters of the longest string value that JSON.parse interns (V8). */
const INTERNED = 10;
/** Codes of a test that stands beside a candidate; see `entries.ts`. */
const TEST_CODES = 4_096;

/**
 * One field as small whole numbers, so that every clause on it is a test on a code. Of very many bounds a moment's
 * number is only told apart roughly, several codes as one: that settles nearly everything, and takes no search through
 * all of them. Frozen once built.
 */
export class Column {
  readonly field: number;
  /** Codes run from 0 up to this. */
  readonly codes: number;
  /** Codes that are one rough code: `(code - FIRST) >>> roughShift`. */
  readonly roughShift: number;
  /** Rough codes that are filed together, and tested together beside a candidate. */
  readonly #fileShift: number;
  readonly #testShift: number;
  readonly #reads: 'string' | 'number' | 'boolean';
  readonly #values: ReadonlyMap<unknown, number> | undefined;
  /**
   * The same for short strings, which JSON.parse interns: twice as quick as a map, where a longer one would cost more.
   */
  readonly #strings: Readonly<Record<string, number>>;
  readonly #bounds: SortedNumbers;
  readonly #rough: SortedNumbers;

  constructor(field: number, type: string, of: ColumnOf) {
    this.field = field;
    this.#reads = type as 'string' | 'number' | 'boolean';
    this.#values = 'values' in of ? of.values : undefined;
    this.#strings = Object.assign(
      Object.create(null),
      this.#values && type === 'string' && Object.fromEntries(this.#values),
    );
    this.#bounds = new SortedNumbers('bounds' in of ? of.bounds : new Float64Array(0));
    const { sorted } = this.#bounds;
    // A number between two bounds and a number on one are different codes: 2i below the i-th, 2i + 1 on it.
    this.codes = FIRST + (this.#values ? this.#values.size : 2 * sorted.length + 1);
    const shift = shiftFor(this.codes, TEST_CODES);
    this.roughShift = this.#values ? 0 : shift;
    this.#testShift = this.#values ? shift : 0;
    this.#fileShift = this.#values ? 0 : shiftFor(this.codes, RANGE_DRAWERS) - shift;
    this.#rough = shift > 0 ? new SortedNumbers(eachOf(sorted, 2 ** (shift - 1))) : this.#bounds;
  }

  /** The number of drawers: they run from 0 up to this. */
  get drawers(): number {
    return this.drawer(this.roughOf(this.codes - 1)) + 1;
  }

  /** How many codes are filed together. */
  get codesInDrawer(): number {
    return 2 ** (this.#fileShift + this.roughShift);
  }

  /** A test beside a candidate tells its codes from all others. */
  get isTestExact(): boolean {
    return this.roughShift + this.#testShift === 0;
  }

  /** Returns the rough code of a moment's value. */
  rough(value: unknown): number {
    if (typeof value === 'string') {
      if (this.#reads !== 'string') return UNKNOWN;
      return (value.length <= INTERNED ? this.#strings[value] : this.#values!.get(value)) ?? OTHER;
    }
    if (typeof value === 'number') {
      if (this.#reads !== 'number') return UNKNOWN;
      if (!this.#values) return Number.isNaN(value) ? UNKNOWN : this.#roughOf(value);
    } else if (typeof value !== 'boolean' || this.#reads !== 'boolean') return UNKNOWN;
    return this.#values!.get(value) ?? OTHER;
  }

  /** The rough code that a code is one of. */
  roughOf(code: number): number {
    return shiftCode(code, this.roughShift);
  }

  /** Where rules for a rough code are filed. */
  drawer(rough: number): number {
    return shiftCode(rough, this.#fileShift);
  }

  /** Returns the code of a rough code in the tests of candidates. */
  testCode(rough: number): number {
    return shiftCode(rough, this.#testShift);
  }

  /** The code of a bound, or the one that is to be it. */
  codeOn(bound: number): number {
    return FIRST + 2 * this.#bounds.below(bound) + 1;
  }

  /** Whether the code of a number lies in an interval of codes. */
  isBetween(value: number, from: number, to: number): boolean {
    const { sorted } = this.#bounds;
    const above = from - FIRST;
    const below = to - FIRST;
    const low = above & 1 ? value >= sorted[above >> 1]! : above === 0 || value > sorted[(above >> 1) - 1]!;
    return (
      low && (below & 1 ? value <= sorted[below >> 1]! : below >> 1 === sorted.length || value < sorted[below >> 1]!)
    );
  }

  #roughOf(value: number): number {
    const below = this.#rough.below(value);
    if (this.roughShift > 0) return FIRST + below;
    const { sorted } = this.#rough;
    return FIRST + 2 * below + (below < sorted.length && sorted[below] === value ? 1 : 0);
  }
}

function shiftCode(code: number, shift: number): number {
  return code < FIRST ? code : FIRST + ((code - FIRST) >>> shift);
}

/** Every so many-th of a list; the codes below those, in between included, are one rough code. */
function eachOf(sorted: Float64Array, step: number): Float64Array {
  return Float64Array.from({ length: Math.floor(sorted.length / step) }, (_, i) => sorted[step * (i + 1) - 1]!);
}

function shiftFor(codes: number, most: number): number {
  return Math.max(0, Math.ceil(Math.log2((codes - FIRST) / (most - FIRST))));
}
