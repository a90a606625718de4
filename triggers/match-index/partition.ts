import { GrowingInts } from '../slices/growing.ts';
import { SLOTS } from './candidate-tests.ts';
import type { Column } from './column.ts';
import type { CodedClause } from './columns.ts';
import { drawersOf, shareIn } from './drawers.ts';
import { LENIENT, OFTEN, PROOF, RULE_SHIFT, STRIDE, widthOf, writeTests } from './entries.ts';
import type { Entry } from './rule-table.ts';

/** The candidates of one wake key. */
export interface Partition {
  readonly key: number;
  /** Columns whose codes are asked for, those of one field side by side. */
  readonly columns: Int32Array;
  /** The slots that tests know them by. Absent: by their own numbers. */
  readonly slots: Int32Array | undefined;
  /** Some candidates are lenient. */
  readonly hasLenient: boolean;
  /**
   * Columns that rules are filed under, and where their drawers begin in the spans; -1: the drawers are in the table.
   */
  readonly filed: Int32Array;
  readonly bases: Int32Array;
  /** Candidates that are always looked at, as a span of entries. */
  readonly alwaysFrom: number;
  readonly alwaysTo: number;
}

/** Rules that are filed under one column: their entries, and the drawers of one after those of the other. */
export interface ColumnGroup {
  readonly entries: GrowingInts;
  readonly drawers: number[];
  /** By entry: where its drawers end. */
  readonly ends: number[];
}

/** Gathers the candidates of one wake key. */
export class PartitionDraft {
  readonly always = new GrowingInts();
  readonly groups = new Map<number, ColumnGroup>();
  /** How many entries it comes to. */
  size = 0;
  #hasLenient = false;
  readonly #columns: readonly Column[];
  readonly #slots = new Map<number, number>();
  readonly #tests = new Int32Array(3);

  constructor(columns: readonly Column[]) {
    this.#columns = columns;
  }

  /** Adds a rule; `filed` is the clause that it is filed under, or `NOWHERE`. */
  add(rule: number, { clauses, isExact, wantsUnknown, isOften }: Entry, filed: number): void {
    const under = clauses[filed];
    const group = under && this.#groupOf(under.column);
    let left = clauses;
    if (group) {
      const column = this.#columns[under.column]!;
      const drawers = drawersOf(under, column, wantsUnknown);
      for (const drawer of drawers) group.drawers.push(drawer);
      group.ends.push(group.drawers.length);
      left = this.#leftOf(clauses, filed, wantsUnknown ? 0 : shareIn(under, column, drawers.length));
      this.size += drawers.length;
    } else this.size++;
    const isAll = writeTests(this.#tests, left, this.#columns, this.#slotOf);
    const isProof = isAll && isExact && !wantsUnknown;
    if (wantsUnknown) this.#hasLenient = true;
    const entries = group?.entries ?? this.always;
    entries.push((rule << RULE_SHIFT) | (isProof ? PROOF : 0) | (wantsUnknown ? LENIENT : 0) | (isOften ? OFTEN : 0));
    for (const test of this.#tests) entries.push(test);
  }

  /** How moments are asked; see `Partition`. */
  asks(): Pick<Partition, 'columns' | 'slots' | 'hasLenient'> {
    const asked = [...this.#slots].sort(([a], [b]) => this.#columns[a]!.field - this.#columns[b]!.field);
    return {
      columns: Int32Array.from(asked, ([column]) => column),
      slots: this.#isDirect ? undefined : Int32Array.from(asked, ([, slot]) => slot),
      hasLenient: this.#hasLenient,
    };
  }

  /** So few columns that their numbers are their slots. */
  get #isDirect(): boolean {
    return this.#columns.length <= SLOTS;
  }

  readonly #slotOf = (column: number): number => {
    const known = this.#slots.get(column);
    if (known !== undefined) return known;
    const slot = this.#isDirect ? column : this.#slots.size;
    this.#slots.set(column, slot);
    return slot;
  };

  /**
   * Returns the clauses still to test where a rule is filed, most selective first: there the clause it is filed under
   * says less.
   */
  #leftOf(clauses: readonly CodedClause[], filed: number, share: number): readonly CodedClause[] {
    const left: CodedClause[] = [];
    let isLeft = share < 1;
    for (let i = 0; i < clauses.length; i++) {
      if (i === filed) continue;
      if (isLeft && widthOf(clauses[i]!, this.#columns) > share) {
        left.push(clauses[filed]!);
        isLeft = false;
      }
      left.push(clauses[i]!);
    }
    if (isLeft) left.push(clauses[filed]!);
    return left;
  }

  #groupOf(column: number): ColumnGroup {
    const known = this.groups.get(column);
    if (known) return known;
    this.#slotOf(column);
    const group: ColumnGroup = { entries: new GrowingInts(STRIDE * 4), drawers: [], ends: [] };
    this.groups.set(column, group);
    return group;
  }
}
