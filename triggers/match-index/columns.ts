import { Column } from './column.ts';
import { type Clause, FIRST, type Hint, type Rule } from './contract.ts';

/** How many rules are handled between two breaths. */
export const SLICE = 64;

/** The codes for which a clause says yes: an interval, those of a list, or all but those of a list (and not unknown). */
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
export function* buildColumns(rules: readonly Rule[]): Generator<void, Columns> {
  const drafts: Draft[] = [];
  for (const [i, { clauses }] of rules.entries()) {
    if (i % SLICE === 0) yield;
    for (const { field, hint } of clauses) {
      drafts[field] ??= { values: [], bounds: undefined };
      collect(drafts[field], hint);
    }
  }
  const columns: Column[] = [];
  const built: Built[] = [];
  for (const [field, draft] of drafts.entries()) {
    if (!draft) continue;
    const of: Built = { values: [], range: -1 };
    built[field] = of;
    for (const { type, codes } of draft.values) {
      of.values.push({ type, codes, column: columns.length });
      columns.push(new Column(field, type, { values: codes }));
    }
    if (draft.bounds) {
      yield;
      of.range = columns.length;
      columns.push(new Column(field, 'number', { bounds: Float64Array.from(draft.bounds).sort() }));
    }
    yield;
  }
  return { columns, codesOf: ({ field, hint }) => coded(hint, built[field]!, columns) };
}

interface Dictionary {
  readonly type: string;
  readonly codes: Map<unknown, number>;
}

interface Draft {
  readonly values: Dictionary[];
  bounds: Set<number> | undefined;
}

interface Built {
  readonly values: (Dictionary & { readonly column: number })[];
  range: number;
}

type Range = Exclude<Hint, { oneOf: unknown } | { noneOf: unknown }>;

function collect(draft: Draft, hint: Hint): void {
  const named = 'oneOf' in hint ? hint.oneOf : 'noneOf' in hint ? hint.noneOf : undefined;
  if (named) {
    const type = typeof named[0];
    const known = draft.values.find((one) => one.type === type);
    const of = known ?? { type, codes: new Map() };
    if (!known) draft.values.push(of);
    for (const value of named) if (!of.codes.has(value)) of.codes.set(value, FIRST + of.codes.size);
    return;
  }
  draft.bounds ??= new Set();
  const { from, above, to, below } = hint as Range;
  for (const bound of [from, above, to, below]) if (bound !== undefined) draft.bounds.add(bound);
}

function coded(hint: Hint, { values, range }: Built, columns: readonly Column[]): CodedClause {
  const named = 'oneOf' in hint ? hint.oneOf : 'noneOf' in hint ? hint.noneOf : undefined;
  if (!named) return { column: range, kind: 'interval', codes: intervalOf(hint as Range, columns[range]!) };
  const { column, codes: known } = values.find(({ type }) => type === typeof named[0])!;
  const codes = [...new Set(named.map((value) => known.get(value)!))].sort((a, b) => a - b);
  if ('noneOf' in hint) return { column, kind: 'not-list', codes };
  const [from, to] = [codes[0]!, codes.at(-1)!];
  const isRun = to - from === codes.length - 1;
  return isRun ? { column, kind: 'interval', codes: [from, to] } : { column, kind: 'list', codes };
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
