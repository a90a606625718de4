import type { Moment, Read } from '../contract.ts';
import { SLOTS, testedAs } from './candidate-tests.ts';
import type { Column } from './column.ts';

/** What a moment says in each column, told apart as far as an index asks: scratch space, filled anew for each moment. */
export class Codes {
  /** By column: its rough code, the number it was if it was one, and its drawer. Filled by `code`. */
  readonly rough: Int32Array;
  readonly numbers: Float64Array;
  readonly drawers: Int32Array;
  /** By column: what tests are held against. There is room for the one of no test. */
  readonly tested: Int32Array;
  readonly columns: readonly Column[];
  readonly #reads: readonly Read[];
  /** By column: the moment that it was filled for. */
  readonly #at: Int32Array;
  #turn = 0;
  #moment: Moment | undefined;

  /** `reads`: how each field is read. */
  constructor(columns: readonly Column[], reads: readonly Read[]) {
    this.columns = columns;
    this.#reads = columns.map(({ field }) => reads[field]!);
    this.rough = new Int32Array(columns.length);
    this.numbers = new Float64Array(columns.length);
    this.drawers = new Int32Array(columns.length);
    this.tested = new Int32Array(Math.max(columns.length, SLOTS + 1));
    this.#at = new Int32Array(columns.length);
  }

  /** Forgets the moment before. */
  begin(moment: Moment): void {
    this.#moment = moment;
    if (++this.#turn < 0x7fff_ffff) return;
    this.#at.fill(0);
    this.#turn = 1;
  }

  /** Lets go of the moment. */
  end(): void {
    this.#moment = undefined;
  }

  /** The rough code of a column; reads its field unless that was read for this moment. */
  code(column: number): number {
    if (this.#at[column] === this.#turn) return this.rough[column]!;
    this.#at[column] = this.#turn;
    const shape = this.columns[column]!;
    const value = this.#reads[column]!(this.#moment!);
    const code = shape.rough(value);
    this.rough[column] = code;
    this.numbers[column] = typeof value === 'number' ? value : Number.NaN;
    this.drawers[column] = shape.drawer(code);
    this.tested[column] = testedAs(shape.testCode(code));
    return code;
  }
}
