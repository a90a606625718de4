import { GrowingFloats } from '../slices/growing.ts';
import { Column } from './column.ts';
import { type Clause, FIRST, type Hint, type Rules } from './contract.ts';

/** Rules handled in one slice. */
export const SLICE = 64;

/**
 * The codes for which a clause says yes: an interval, those of a list, or all but those of a list (and not unknown).
 */
export interface CodedClause {
  readonly column: number;
  readonly kind: 'interval' | 'list' | 'not-list';
  /** `[from, to]`, or sorted codes. */
  readonly codes: readonly number[];
}

/** The columns of a set of rules: of each field one for each type of its values, and one for ranges. */
export interface Columns {
  readonly columns: readonly Column[];
  codesOf(clause: Clause): CodedClause;
}

/** Builds the columns that the clauses of these rules need. */
export function* buildColumns(rules: Rules): Generator<void, Columns> {
  const drafts: Draft[] = [];
  for (let rule = 0; rule < rules.length; rule++) {
    if (rule % SLICE === 0) yield;
    for (const { field, hint } of rules.at(rule)!.clauses) {
      drafts[field] ??= { values: [], bounds: undefined, distinct: 0, range: -1 };
      collect(drafts[field], hint);
    }
  }
  const columns: Column[] = [];
  for (const [field, draft] of drafts.entries()) {
    if (!draft) continue;
    for (const dictionary of draft.values) {
      dictionary.column = columns.length;
      columns.push(new Column(field, dictionary.type, { values: dictionary.codes }));
    }
    yield;
    if (!draft.bounds) continue;
    mergeEqual(draft.bounds);
    yield;
    draft.range = columns.length;
    columns.push(new Column(field, 'number', { bounds: draft.bounds.finish() }));
    yield;
  }
  return { columns, codesOf: ({ field, hint }) => encodeClause(hint, drafts[field]!, columns) };
}

interface Dictionary {
  readonly type: string;
  readonly codes: Map<unknown, number>;
  column: number;
}

interface Draft {
  readonly values: Dictionary[];
  /** Some of them more than once; so many were not, when it was looked last. */
  bounds: GrowingFloats | undefined;
  distinct: number;
  range: number;
}

type Range = Exclude<Hint, { oneOf: unknown } | { noneOf: unknown }>;

function collect(draft: Draft, hint: Hint): void {
  const named = valuesIn(hint);
  if (named) {
    const of = dictionaryOf(draft, named) ?? { type: typeof named[0], codes: new Map(), column: -1 };
    if (of.codes.size === 0) draft.values.push(of);
    for (const value of named) if (!of.codes.has(value)) of.codes.set(value, FIRST + of.codes.size);
    return;
  }
  draft.bounds ??= new GrowingFloats();
  const { bounds } = draft;
  const { from, above, to, below } = hint as Range;
  if (from !== undefined) bounds.push(from);
  if (above !== undefined) bounds.push(above);
  if (to !== undefined) bounds.push(to);
  if (below !== undefined) bounds.push(below);
  // Very many rules may name very few bounds.
  if (bounds.length < 2 * draft.distinct + MOST_UNSORTED) return;
  mergeEqual(bounds);
  draft.distinct = bounds.length;
}

const MOST_UNSORTED = 4_096;

/** Sorts bounds, and leaves one of those that are equal. */
function mergeEqual(bounds: GrowingFloats): void {
  const sorted = bounds.items.subarray(0, bounds.length).sort();
  let count = 0;
  for (const bound of sorted) if (count === 0 || bound !== sorted[count - 1]) sorted[count++] = bound;
  bounds.length = count;
}

function encodeClause(hint: Hint, draft: Draft, columns: readonly Column[]): CodedClause {
  const named = valuesIn(hint);
  if (!named) return { column: draft.range, kind: 'interval', codes: intervalOf(hint as Range, columns[draft.range]!) };
  const { column, codes: known } = dictionaryOf(draft, named)!;
  let codes: readonly number[] = [known.get(named[0])!];
  if (named.length > 1) codes = [...new Set(named.map((value) => known.get(value)!))].sort((a, b) => a - b);
  if ('noneOf' in hint) return { column, kind: 'not-list', codes };
  const from = codes[0]!;
  const to = codes[codes.length - 1]!;
  const isRun = to - from === codes.length - 1;
  return isRun ? { column, kind: 'interval', codes: [from, to] } : { column, kind: 'list', codes };
}

function valuesIn(hint: Hint): readonly (string | number | boolean)[] | undefined {
  return 'oneOf' in hint ? hint.oneOf : 'noneOf' in hint ? hint.noneOf : undefined;
}

function dictionaryOf({ values }: Draft, named: readonly unknown[]): Dictionary | undefined {
  const type = typeof named[0];
  for (const one of values) if (one.type === type) return one;
  return undefined;
}

function intervalOf(hint: Range, column: Column): readonly [from: number, to: number] {
  let from: number = FIRST;
  let to = column.codes - 1;
  if (hint.from !== undefined) from = Math.max(from, column.codeOn(hint.from));
  if (hint.above !== undefined) from = Math.max(from, column.codeOn(hint.above) + 1);
  if (hint.to !== undefined) to = Math.min(to, column.codeOn(hint.to));
  if (hint.below !== undefined) to = Math.min(to, column.codeOn(hint.below) - 1);
  return [from, to];
}
