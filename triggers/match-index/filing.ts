import type { CodedClause, Codes, Column } from './columns.ts';
import { FIRST, type Likelihood, UNKNOWN } from './contract.ts';

/** The drawer of a code in its column: rules are filed by drawer. */
export function drawerOf({ shift }: Column, code: number): number {
  return code < FIRST ? code : FIRST + ((code - FIRST) >>> shift);
}

/** Where a rule is filed: under one of its clauses. */
export interface Filing {
  readonly column: number;
  readonly drawers: readonly number[];
  /** Whoever finds it there knows that the clause holds. */
  readonly isExact: boolean;
  /** Which of the rule's clauses it is. */
  readonly clause: number;
}

/** A rule that would be found more often than this is not worth filing: it is always looked at. */
const TOO_LIKELY = 0.5;
const MOST_DRAWERS = 64;

/** Files a rule under the clause that is least likely to hold; undefined: under none. */
export function fileUnder(
  clauses: readonly CodedClause[],
  columns: readonly Column[],
  likelihood: Likelihood,
  wantsUnknown: boolean,
): Filing | undefined {
  let best: Filing | undefined;
  let lowest = TOO_LIKELY;
  clauses.forEach(({ column, codes }, clause) => {
    const shape = columns[column]!;
    const drawers = drawersOf(shape, codes);
    if (drawers === undefined) return;
    if (wantsUnknown) drawers.push(UNKNOWN);
    let likely = 0;
    for (const drawer of drawers) likely += likelihood(column, drawer);
    if (likely >= lowest) return;
    lowest = likely;
    best = { column, drawers, isExact: shape.shift === 0, clause };
  });
  return best;
}

/** Without figures of what comes in: every drawer of a column is as likely as another. */
export function evenLikelihood(columns: readonly Column[]): Likelihood {
  const shares = columns.map((column) => 1 / Math.max(1, drawerOf(column, column.codes - 1) - 1));
  return (column) => shares[column]!;
}

function drawersOf(column: Column, codes: Codes): number[] | undefined {
  if ('list' in codes)
    return codes.list.length > MOST_DRAWERS ? undefined : [...new Set(codes.list.map((c) => drawerOf(column, c)))];
  if (codes.to < codes.from) return [];
  const from = drawerOf(column, codes.from);
  const to = drawerOf(column, codes.to);
  return to - from >= MOST_DRAWERS ? undefined : Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
