import { type Clause, FIRST, type Hint, OTHER, type Rule, UNKNOWN } from './contract.ts';

/** One field as small whole numbers, so that every clause on it is a test on a code. Frozen once built. */
export interface Column {
  readonly field: number;
  /** Codes run from 0 up to this. */
  readonly codes: number;
  /** Codes that are filed together: `code - FIRST >>> shift`. 0 where each code stands for itself. */
  readonly shift: number;
  code(value: unknown): number;
}

/** The codes for which a clause says yes: an interval, or a sorted list. */
export type Codes = { readonly from: number; readonly to: number } | { readonly list: readonly number[] };

/** A clause as its column sees it. */
export interface CodedClause {
  readonly column: number;
  readonly codes: Codes;
}

/** The columns of a set of rules: one per field for values, one for ranges. */
export interface Columns {
  readonly columns: readonly Column[];
  codesOf(clause: Clause): CodedClause;
}

/** Builds the columns that the clauses of these rules need. */
export function buildColumns(rules: readonly Rule[]): Columns {
  const values = new Map<string, Dictionary>();
  const bounds = new Map<number, Set<number>>();
  for (const rule of rules) {
    for (const { field, hint } of rule.clauses) {
      if ('oneOf' in hint) {
        const dictionary = ensure(values, nameOf(field, hint), () => newDictionary(field, hint));
        collectValues(dictionary, hint.oneOf);
      } else {
        const known = ensure(bounds, field, () => new Set<number>());
        for (const bound of boundsOf(hint)) known.add(bound);
      }
    }
  }
  const columns: Column[] = [];
  const valueColumns = new Map<string, number>();
  const rangeColumns = new Map<number, number>();
  for (const [name, dictionary] of values) {
    valueColumns.set(name, columns.length);
    columns.push(valueColumn(dictionary));
  }
  const sorted = new Map<number, Float64Array>();
  for (const [field, set] of bounds) {
    const thresholds = Float64Array.from(set).sort();
    sorted.set(field, thresholds);
    rangeColumns.set(field, columns.length);
    columns.push(rangeColumn(field, thresholds));
  }
  return {
    columns,
    codesOf({ field, hint }) {
      if ('oneOf' in hint) {
        const name = nameOf(field, hint);
        const { codes: known } = values.get(name)!;
        const list = [...new Set(hint.oneOf.map((value) => known.get(value)!))].sort((a, b) => a - b);
        const from = list[0]!;
        const to = list.at(-1)!;
        const codes = to - from === list.length - 1 ? { from, to } : { list };
        return { column: valueColumns.get(name)!, codes };
      }
      return { column: rangeColumns.get(field)!, codes: intervalOf(hint, sorted.get(field)!) };
    },
  };
}

type Values = Extract<Hint, { oneOf: unknown }>;

interface Dictionary {
  readonly field: number;
  readonly type: string;
  readonly codes: Map<unknown, number>;
}

function nameOf(field: number, { oneOf }: Values): string {
  return `${field}:${typeof oneOf[0]}`;
}

function newDictionary(field: number, { oneOf }: Values): Dictionary {
  return { field, type: typeof oneOf[0], codes: new Map() };
}

function valueColumn({ field, type, codes }: Dictionary): Column {
  return {
    field,
    codes: codes.size + FIRST,
    shift: 0,
    code: (value) => codes.get(value) ?? (typeof value === type ? OTHER : UNKNOWN),
  };
}

/** A range is filed in every drawer it reaches into. */
const RANGE_DRAWERS = 64;

// A number between two thresholds and a number on one are different codes: 2i below the i-th, 2i + 1 on it.
function rangeColumn(field: number, thresholds: Float64Array): Column {
  const codes = FIRST + 2 * thresholds.length + 1;
  return {
    field,
    codes,
    shift: Math.max(0, Math.ceil(Math.log2(codes / RANGE_DRAWERS))),
    code(value) {
      if (typeof value !== 'number' || Number.isNaN(value)) return UNKNOWN;
      const at = firstNotBelow(thresholds, value);
      return FIRST + 2 * at + (thresholds[at] === value ? 1 : 0);
    },
  };
}

function intervalOf(hint: Exclude<Hint, { oneOf: unknown }>, thresholds: Float64Array): Codes {
  const on = (bound: number) => FIRST + 2 * firstNotBelow(thresholds, bound) + 1;
  let from: number = FIRST;
  let to = FIRST + 2 * thresholds.length;
  if (hint.from !== undefined) from = Math.max(from, on(hint.from));
  if (hint.above !== undefined) from = Math.max(from, on(hint.above) + 1);
  if (hint.to !== undefined) to = Math.min(to, on(hint.to));
  if (hint.below !== undefined) to = Math.min(to, on(hint.below) - 1);
  return { from, to };
}

function firstNotBelow(thresholds: Float64Array, value: number): number {
  let low = 0;
  let high = thresholds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (thresholds[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function boundsOf(hint: Exclude<Hint, { oneOf: unknown }>): readonly number[] {
  return [hint.from, hint.above, hint.to, hint.below].filter((bound) => bound !== undefined);
}

function collectValues({ codes }: Dictionary, list: readonly unknown[]): void {
  for (const value of list) if (!codes.has(value)) codes.set(value, FIRST + codes.size);
}

function ensure<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
