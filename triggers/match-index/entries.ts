import type { Column } from './column.ts';
import type { CodedClause } from './columns.ts';
import { FIRST, OTHER } from './contract.ts';

/**
 * A candidate as four whole numbers, so that nearly all of them fall without a look at anything else: the rule with its flags,
 * then three tests, each a slot and what its code must be: an interval of coarse codes, or one of 24 bits.
 */
export const STRIDE = 4;
/** What is left of it when its first test stands apart, where most fall. */
export const REST = 3;
/** Passing the tests is proof that the rule matches. */
export const PROOF = 1;
/** A code that is not known passes. */
export const LENIENT = 2;
/** The rule may be found more than once for one moment. */
export const OFTEN = 4;
export const RULE_SHIFT = 3;

/** A wake key's columns are numbered anew, so that the number fits into a test. */
export const SLOTS = 127;
/** Stands for no test: its code is 0 and its interval holds all. */
const NO_SLOT = SLOTS;
const NO_TEST = (NO_SLOT << 25) | 0xfff;
export const IS_MASK = 1 << 24;

const TESTS = 3;
const MASK_BITS = 24;

/** The bit of a code for tests by mask; none for one that is not known. */
export function bitOf(code: number): number {
  if (code >= FIRST) return 1 << ((code - FIRST) % (MASK_BITS - 1));
  return code === OTHER ? 1 << (MASK_BITS - 1) : 0;
}

/** How selective a clause is, as far as its codes tell: about the share of values that it says yes for. */
export function widthOf({ column, kind, codes }: CodedClause, columns: readonly Column[]): number {
  const all = Math.max(1, columns[column]!.codes - FIRST);
  if (kind === 'not-list') return 1;
  return kind === 'list' ? codes.length / all : (codes[1]! - codes[0]! + 1) / all;
}

/** The tests of a rule for where it is filed, most selective first: `into` gets three words. Tells whether they say all. */
export function writeTests(
  into: Int32Array,
  clauses: readonly CodedClause[],
  columns: readonly Column[],
  slotOf: (column: number) => number,
  skip: number,
): boolean {
  let tests = 0;
  let isAll = true;
  for (let i = 0; i < clauses.length; i++) {
    if (i === skip) continue;
    const clause = clauses[i]!;
    const word = tests < TESTS ? wordOf(clause, columns[clause.column]!) : undefined;
    const slot = word ? slotOf(clause.column) : SLOTS;
    if (!word || slot >= SLOTS) {
      isAll = false;
      continue;
    }
    into[tests++] = (slot << 25) | word.test;
    if (!word.isExact) isAll = false;
  }
  while (tests < TESTS) into[tests++] = NO_TEST;
  return isAll;
}

/** Undefined: such a clause cannot be tested like this. */
function wordOf({ kind, codes }: CodedClause, column: Column): { test: number; isExact: boolean } | undefined {
  if (kind === 'interval') {
    const [from, to] = codes as readonly [number, number];
    if (to < from) return { test: IS_MASK, isExact: true };
    const low = column.testCode(from);
    return { test: (low << 12) | (column.testCode(to) - low), isExact: column.testShift === 0 };
  }
  const fits = column.codes - FIRST < MASK_BITS;
  let mask = 0;
  for (const code of codes) mask |= bitOf(code);
  if (kind === 'list') return { test: IS_MASK | mask, isExact: fits };
  return fits ? { test: IS_MASK | (~mask & (IS_MASK - 1)), isExact: true } : undefined;
}
