import { propertiesOf } from '../arguments/properties.ts';
import type { Moment, Read } from '../contract.ts';
import { knownValue } from '../state/known.ts';
import { encodeTested, SLOTS } from './candidate-tests.ts';
import type { Column } from './column.ts';

/** The codes of a moment, one a column: scratch space, filled anew for each moment. */
export class Codes {
  /** By column: its rough code, the number it was if it was one, and its drawer. Filled by `code` and `readAll`. */
  readonly rough: Int32Array;
  readonly numbers: Float64Array;
  readonly drawers: Int32Array;
  /** By column: what tests are held against. There is room for the one of no test. */
  readonly tested: Int32Array;
  readonly columns: readonly Column[];
  readonly #reads: readonly Read[];
  /**
   * By column: the name that it is known by, or that the event has it by; empty where that is not all there is to it.
   */
  readonly #known: readonly string[];
  readonly #ofEvent: readonly string[];
  /** By column: the moment that it was filled for. */
  readonly #at: Int32Array;
  #turn = 0;
  #moment: Moment | undefined;
  /** By column: what was read and not told apart yet. What is left in it is of the moment before. */
  readonly #values: unknown[];

  /** `reads`: how each field is read. */
  constructor(columns: readonly Column[], reads: readonly Read[]) {
    this.columns = columns;
    this.#reads = columns.map(({ field }) => reads[field]!);
    this.#values = columns.map(() => undefined);
    const plain = (of: NonNullable<Read['plain']>['of']) =>
      this.#reads.map(({ plain }) => (plain?.of === of ? plain.name : ''));
    this.#known = plain('known');
    this.#ofEvent = plain('event');
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

  /** Reads these columns, all before the first is told apart: what lies far off in memory is waited for together. */
  readAll(columns: Int32Array): void {
    const values = this.#values;
    const moment = this.#moment!;
    const { state, at } = moment;
    const properties = propertiesOf(moment);
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i]!;
      if (this.#at[column] === this.#turn) continue;
      const name = this.#known[column]!;
      const property = this.#ofEvent[column]!;
      if (name !== '') values[column] = knownValue(state, name, at);
      else if (property !== '') values[column] = properties[property];
      else values[column] = this.#reads[column]!(moment);
    }
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i]!;
      if (this.#at[column] !== this.#turn) this.#tellApart(column, values[column]);
    }
  }

  /** The rough code of a column; reads its field unless that was read for this moment. */
  code(column: number): number {
    if (this.#at[column] === this.#turn) return this.rough[column]!;
    return this.#tellApart(column, this.#reads[column]!(this.#moment!));
  }

  #tellApart(column: number, value: unknown): number {
    this.#at[column] = this.#turn;
    const shape = this.columns[column]!;
    const code = shape.rough(value);
    this.rough[column] = code;
    this.numbers[column] = typeof value === 'number' ? value : Number.NaN;
    this.drawers[column] = shape.drawer(code);
    this.tested[column] = encodeTested(shape.testCode(code));
    return code;
  }
}
