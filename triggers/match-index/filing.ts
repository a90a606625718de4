import type { Column } from './column.ts';
import { type CodedClause, SLICE } from './columns.ts';
import { type Likelihood, UNKNOWN } from './contract.ts';

/** A clause that a rule could be filed under. */
export interface Filing {
  readonly column: number;
  readonly drawers: readonly number[];
  /** The clause that it is filed under. */
  readonly clause: number;
  /** How likely the clause holds in such a drawer; 1: it always does. */
  readonly holds: number;
  /** How likely a moment opens one of the drawers. */
  readonly likely: number;
}

/** A rule that would be found more often than this is not worth filing. */
const TOO_LIKELY = 0.5;
const MOST_DRAWERS = 64;

/** The clauses that a rule could be filed under, the least likely first. */
export function filingsOf(
  clauses: readonly CodedClause[],
  columns: readonly Column[],
  likelihood: Likelihood,
  wantsUnknown: boolean,
): readonly Filing[] {
  const filings: Filing[] = [];
  for (let clause = 0; clause < clauses.length; clause++) {
    const { column } = clauses[clause]!;
    const drawers = drawersOf(columns[column]!, clauses[clause]!);
    if (drawers === undefined) continue;
    if (wantsUnknown) drawers.push(UNKNOWN);
    let likely = 0;
    for (const drawer of drawers) likely += likelihood(column, drawer);
    if (likely >= TOO_LIKELY) continue;
    const holds = wantsUnknown ? 0 : shareIn(clauses[clause]!, drawers, columns[column]!);
    filings.push({ column, drawers, clause, holds, likely });
  }
  return filings.length < 2 ? filings : filings.sort((a, b) => a.likely - b.likely);
}

/** The share of the codes of these drawers for which a clause holds. */
function shareIn({ codes }: CodedClause, drawers: readonly number[], { codesInDrawer }: Column): number {
  return codesInDrawer === 1 ? 1 : (codes[1]! - codes[0]! + 1) / (drawers.length * codesInDrawer);
}

/** What opening a column's drawer costs, counted in candidates that could be looked at instead. */
const DRAWER_COST = 5;

/**
 * Chooses where each rule of a wake key is filed: under what is least likely, but not under a column that saves less than opening
 * its drawers costs. Undefined: under none, it is always looked at.
 */
export function* chooseFilings(
  options: readonly (readonly Filing[])[],
): Generator<void, readonly (Filing | undefined)[]> {
  const dropped = new Set<number>();
  const chosen = options.map((filings) => filings[0]);
  for (;;) {
    const saved = new Map<number, number>();
    for (let i = 0; i < options.length; i++) {
      if (i % (SLICE * 16) === SLICE * 16 - 1) yield;
      const best = chosen[i];
      if (!best) continue;
      const next = options[i]!.find(({ column }) => column !== best.column && !dropped.has(column));
      saved.set(best.column, (saved.get(best.column) ?? 0) + (next?.likely ?? 1) - best.likely);
    }
    const least = leastOf(saved);
    if (!least || least.saves >= DRAWER_COST) return chosen;
    dropped.add(least.column);
    for (let i = 0; i < options.length; i++) {
      if (chosen[i]?.column === least.column) chosen[i] = options[i]!.find(({ column }) => !dropped.has(column));
    }
  }
}

function leastOf(saved: ReadonlyMap<number, number>): { column: number; saves: number } | undefined {
  let least: { column: number; saves: number } | undefined;
  for (const [column, saves] of saved) if (!least || saves < least.saves) least = { column, saves };
  return least;
}

/** Without figures of what comes in: every drawer of a column is as likely as another. */
export function evenLikelihood(columns: readonly Column[]): Likelihood {
  const shares = columns.map(({ drawers }) => 1 / Math.max(1, drawers - 2));
  return (column) => shares[column]!;
}

function drawersOf(column: Column, { kind, codes }: CodedClause): number[] | undefined {
  if (kind === 'not-list') return undefined;
  if (kind === 'list') {
    if (codes.length > MOST_DRAWERS) return undefined;
    return codes.map((code) => column.drawer(column.roughOf(code)));
  }
  const [first, last] = codes as readonly [number, number];
  if (last < first) return [];
  const from = column.drawer(column.roughOf(first));
  const to = column.drawer(column.roughOf(last));
  if (to - from >= MOST_DRAWERS) return undefined;
  const drawers: number[] = [];
  for (let drawer = from; drawer <= to; drawer++) drawers.push(drawer);
  return drawers;
}
