import type { CodedClause, Codes, Column } from './columns.ts';
import { FIRST } from './contract.ts';

/**
 * A candidate as eight whole numbers, so that nearly all of them fall without a look at anything else: the rule and whether
 * passing is proof, the columns of three tests, and each test's two operands (`from <= code <= to`, or a mask of `code & 31`).
 */
export const STRIDE = 8;
/** Stands for no column: that test always passes. */
export const NO_COLUMN = 1023;
/** In place of `from`: the other operand is a mask. */
export const MASK = -1;

const TESTS = 3;
const COLUMN_BITS = 10;

/** Writes one candidate; `skip` is the clause that finding it proves already, or -1. */
export function writeEntry(
  into: Int32Array,
  at: number,
  rule: number,
  clauses: readonly CodedClause[],
  columns: readonly Column[],
  { skip, isExact, lenient }: { readonly skip: number; readonly isExact: boolean; readonly lenient: boolean },
): void {
  const rest = lenient ? [] : clauses.filter((clause, i) => i !== skip && clause.column < NO_COLUMN);
  rest.sort((a, b) => shareOf(a, columns) - shareOf(b, columns));
  const tested = rest.slice(0, TESTS);
  const dropped = clauses.length - (skip >= 0 ? 1 : 0) - tested.length;
  let packed = 0;
  let proof = isExact && !lenient && dropped === 0;
  for (let i = 0; i < TESTS; i++) {
    const clause = tested[i];
    packed |= (clause?.column ?? NO_COLUMN) << (i * COLUMN_BITS);
    if (!clause) continue;
    const { from, to } = operandsOf(clause.codes);
    into[at + 2 + 2 * i] = from;
    into[at + 3 + 2 * i] = to;
    if (from === MASK && columns[clause.column]!.codes > 32) proof = false;
  }
  into[at] = (rule << 1) | (proof ? 1 : 0);
  into[at + 1] = packed;
}

function operandsOf(codes: Codes): { from: number; to: number } {
  if ('from' in codes) return codes;
  let mask = 0;
  for (const code of codes.list) mask |= 1 << (code & 31);
  return { from: MASK, to: mask };
}

function shareOf({ column, codes }: CodedClause, columns: readonly Column[]): number {
  const width = 'list' in codes ? codes.list.length : codes.to - codes.from + 1;
  return width / (columns[column]!.codes - FIRST || 1);
}
