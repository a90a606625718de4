import { GrowingInts } from '../places/growing.ts';
import type { Column } from './column.ts';
import type { CodedClause } from './columns.ts';
import { LENIENT, OFTEN, PROOF, RULE_SHIFT, STRIDE, writeTests } from './entries.ts';
import type { Filing } from './filing.ts';

/** What is found under one wake key. */
export interface Partition {
  readonly key: number;
  /** Columns whose codes are asked for, those of one field side by side, and the slots that tests know them by. */
  readonly columns: Int32Array;
  readonly slots: Int32Array;
  /** Columns that rules are filed under, and where their drawers begin in the spans; -1: the drawers are in the table. */
  readonly filed: Int32Array;
  readonly bases: Int32Array;
  /** Candidates that are always looked at, as a span of entries. */
  readonly alwaysFrom: number;
  readonly alwaysTo: number;
}

/** A rule on its way into a partition. */
export interface Filed {
  readonly rule: number;
  readonly clauses: readonly CodedClause[];
  readonly filing: Filing | undefined;
  readonly isExact: boolean;
  readonly wantsUnknown: boolean;
  /** It stands under other wake keys too. */
  readonly isOften: boolean;
}

/** Rules that are filed under one column; entry i stands in each of the i-th drawers. */
export interface Group {
  readonly entries: GrowingInts;
  readonly drawers: (readonly number[])[];
  /** How many entries it comes to. */
  size: number;
}

/** Gathers the candidates of one wake key. */
export class PartitionDraft {
  readonly always = new GrowingInts();
  readonly groups = new Map<number, Group>();
  /** How many entries it comes to. */
  size = 0;
  readonly #columns: readonly Column[];
  readonly #slots = new Map<number, number>();
  readonly #tests = new Int32Array(3);

  constructor(columns: readonly Column[]) {
    this.#columns = columns;
  }

  add({ rule, clauses, filing, isExact, wantsUnknown, isOften }: Filed): void {
    const skip = filing?.proves ?? -1;
    const isAll = writeTests(this.#tests, clauses, this.#columns, (column) => this.#slotOf(column), skip);
    const isProof = isAll && isExact && !wantsUnknown;
    const flags = (isProof ? PROOF : 0) | (wantsUnknown ? LENIENT : 0) | (isOften ? OFTEN : 0);
    const group = filing && this.#groupOf(filing.column);
    const entries = group?.entries ?? this.always;
    entries.push((rule << RULE_SHIFT) | flags);
    for (const test of this.#tests) entries.push(test);
    if (group) {
      group.drawers.push(filing!.drawers);
      group.size += filing!.drawers.length;
    }
    this.size += filing ? filing.drawers.length : 1;
  }

  /** The columns that are asked for and their slots, those of one field side by side. */
  slots(): Pick<Partition, 'columns' | 'slots'> {
    const asked = [...this.#slots].sort(([a], [b]) => this.#columns[a]!.field - this.#columns[b]!.field);
    return { columns: Int32Array.from(asked, ([column]) => column), slots: Int32Array.from(asked, ([, slot]) => slot) };
  }

  #slotOf(column: number): number {
    const known = this.#slots.get(column);
    if (known !== undefined) return known;
    this.#slots.set(column, this.#slots.size);
    return this.#slots.size - 1;
  }

  #groupOf(column: number): Group {
    const known = this.groups.get(column);
    if (known) return known;
    this.#slotOf(column);
    const group: Group = { entries: new GrowingInts(STRIDE * 4), drawers: [], size: 0 };
    this.groups.set(column, group);
    return group;
  }
}
