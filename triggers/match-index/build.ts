import { buildColumns, type CodedClause, type Column } from './columns.ts';
import type { Likelihood, Rule } from './contract.ts';
import { DrawerTable } from './drawer-table.ts';
import { STRIDE, writeEntry } from './entries.ts';
import { evenLikelihood, fileUnder } from './filing.ts';

/** What is found under one wake key. */
export interface Partition {
  /** Columns that rules are filed under here. */
  readonly filed: Int32Array;
  /** Columns whose codes anything here asks for. */
  readonly needed: Int32Array;
  /** Candidates that are always looked at, as a span of entries. */
  readonly alwaysFrom: number;
  readonly alwaysTo: number;
}

/** Rules filed by their least likely clause, in flat arrays. Frozen. */
export interface MatchIndex {
  readonly columns: readonly Column[];
  readonly partitions: ReadonlyMap<number, Partition>;
  readonly drawers: DrawerTable;
  readonly entries: Int32Array;
  /** How many rules; their numbers run from 0. */
  readonly rules: number;
}

/** How many rules are handled between two breaths. */
const SLICE = 256;

/**
 * Builds an index over rules, which are known by their position. A generator, so that its caller may let signals through between
 * two slices of about a millisecond; the last value is the index.
 */
export function* buildIndex(
  rules: readonly Rule[],
  likelihoodOf: (columns: readonly Column[]) => Likelihood | undefined = () => undefined,
): Generator<void, MatchIndex> {
  const { columns, codesOf } = buildColumns(rules);
  yield;
  const likely = likelihoodOf(columns) ?? evenLikelihood(columns);
  const parts = new Map<number, Draft>();
  const coded: CodedClause[][] = [];
  let size = 0;
  for (const [number, rule] of rules.entries()) {
    if (number % SLICE === 0) yield;
    const clauses = rule.clauses.map(codesOf);
    coded.push(clauses);
    const filing = fileUnder(clauses, columns, likely, rule.wantsUnknown);
    for (const key of rule.keys) {
      const part = draftOf(parts, key);
      for (const { column } of clauses) part.needed.add(column);
      if (!filing) part.always.push(number);
      else {
        part.filed.add(filing.column);
        part.needed.add(filing.column);
        for (const drawer of filing.drawers)
          part.file(filing.column, drawer, number, filing.isExact ? filing.clause : -1);
      }
      size += filing ? filing.drawers.length : 1;
    }
  }
  const entries = new Int32Array(size * STRIDE);
  const drawers = new DrawerTable([...parts.values()].reduce((sum, part) => sum + part.lists, 0));
  const partitions = new Map<number, Partition>();
  let at = 0;
  let sinceYield = 0;
  const write = (rule: number, skip: number) => {
    const { isExact, wantsUnknown } = rules[rule]!;
    writeEntry(entries, at * STRIDE, rule, coded[rule]!, columns, { skip, isExact, lenient: wantsUnknown });
    at++;
  };
  for (const [key, part] of parts) {
    const alwaysFrom = at;
    for (const rule of part.always) write(rule, -1);
    const alwaysTo = at;
    for (const [column, lists] of part.byColumn) {
      for (const [drawer, list] of lists) {
        const from = at;
        for (let i = 0; i < list.length; i += 2) write(list[i]!, list[i + 1]!);
        drawers.set(key, column, drawer, from, at);
        sinceYield += list.length;
        if (sinceYield > SLICE) {
          sinceYield = 0;
          yield;
        }
      }
    }
    partitions.set(key, {
      filed: Int32Array.from(part.filed),
      needed: Int32Array.from(part.needed),
      alwaysFrom,
      alwaysTo,
    });
  }
  return { columns, partitions, drawers, entries, rules: rules.length };
}

class Draft {
  readonly always: number[] = [];
  readonly filed = new Set<number>();
  readonly needed = new Set<number>();
  /** By column and drawer: rule, clause that the drawer proves, rule, clause … */
  readonly byColumn = new Map<number, Map<number, number[]>>();
  lists = 0;

  file(column: number, drawer: number, rule: number, proves: number): void {
    const lists = this.byColumn.get(column) ?? new Map<number, number[]>();
    this.byColumn.set(column, lists);
    const list = lists.get(drawer);
    if (list) list.push(rule, proves);
    else {
      lists.set(drawer, [rule, proves]);
      this.lists++;
    }
  }
}

function draftOf(parts: Map<number, Draft>, key: number): Draft {
  const found = parts.get(key);
  if (found) return found;
  const made = new Draft();
  parts.set(key, made);
  return made;
}
