import { NO_TEST, SLOTS, testOf } from './candidate-tests.ts';
import type { Column } from './column.ts';
import type { CodedClause } from './columns.ts';
import { FIRST } from './contract.ts';

/**
 * A candidate as four whole numbers, so that nearly all of them fall without a look at anything else: the rule with its
 * flags, then three tests.
 */
export const STRIDE = 4;
/** Words of an entry besides its first test, which stands apart. */
export const REST = 3;
/** Passing the tests is proof that the rule matches. */
export const PROOF = 1;
/** Unknown values pass. */
export const LENIENT = 2;
/** The rule may be found more than once for one moment. */
export const OFTEN = 4;
export const RULE_SHIFT = 3;

const TESTS = 3;

/** How selective a clause is, as far as its codes tell: about the share of values that it says yes for. */
export function widthOf({ column, kind, codes }: CodedClause, columns: readonly Column[]): number {
  const all = Math.max(1, columns[column]!.codes - FIRST);
  if (kind === 'not-list') return 1;
  return kind === 'list' ? codes.length / all : (codes[1]! - codes[0]! + 1) / all;
}

/**
 * The tests of a rule for where it is filed, most selective first: `into` gets three words. Tells whether they say all.
 */
export function writeTests(
  into: Int32Array,
  clauses: readonly CodedClause[],
  columns: readonly Column[],
  slotOf: (column: number) => number,
): boolean {
  let tests = 0;
  let isAll = true;
  for (const clause of clauses) {
    const slot = tests < TESTS ? slotOf(clause.column) : SLOTS;
    const made = slot < SLOTS ? testOf(clause, columns[clause.column]!, slot) : undefined;
    if (made) into[tests++] = made.test;
    if (!made?.isExact) isAll = false;
  }
  while (tests < TESTS) into[tests++] = NO_TEST;
  return isAll;
}
