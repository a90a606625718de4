import { GrowingInts } from '../places/growing.ts';
import type { Column } from './column.ts';
import type { CodedClause } from './columns.ts';
import { LENIENT, OFTEN, PROOF, RULE_SHIFT, STRIDE, widthOf, writeTests } from './entries.ts';
import type { Filing } from './filing.ts';
import { SLOTS } from './tests.ts';

/** What is found under one wake key. */
export interface Partition {
  readonly key: number;
  /** Columns whose codes are asked for, those of one field side by side. */
  readonly columns: Int32Array;
  /** The slots that tests know them by. Absent: by their own numbers. */
  readonly slots: Int32Array | undefined;
  /** Some candidates are lenient. */
  readonly hasLenient: boolean;
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
  #hasLenient = false;
  readonly #columns: readonly Column[];
  readonly #slots = new Map<number, number>();
  readonly #tests = new Int32Array(3);

  constructor(columns: readonly Column[]) {
    this.#columns = columns;
  }

  add({ rule, clauses, filing, isExact, wantsUnknown, isOften }: Filed): void {
    const toTest = filing ? leftBy(filing, clauses, this.#columns) : clauses;
    const isAll = writeTests(this.#tests, toTest, this.#columns, (column) => this.#slotOf(column));
    const isProof = isAll && isExact && !wantsUnknown;
    const flags = (isProof ? PROOF : 0) | (wantsUnknown ? LENIENT : 0) | (isOften ? OFTEN : 0);
    if (wantsUnknown) this.#hasLenient = true;
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

  #slotOf(column: number): number {
    const known = this.#slots.get(column);
    if (known !== undefined) return known;
    const slot = this.#isDirect ? column : this.#slots.size;
    this.#slots.set(column, slot);
    return slot;
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

/** What is still to be tested of clauses where they are filed, the most selective first: the clause filed under says less there. */
function leftBy(filing: Filing, clauses: readonly CodedClause[], columns: readonly Column[]): readonly CodedClause[] {
  const { clause, holds } = filing;
  const filed = clauses[clause]!;
  const left = clauses.filter((one) => one !== filed);
  if (holds < 1) {
    const place = left.findIndex((one) => widthOf(one, columns) > holds);
    left.splice(place < 0 ? left.length : place, 0, filed);
  }
  return left;
}
