import type { Column } from './column.ts';
import type { CodedClause } from './columns.ts';
import { FIRST, OTHER } from './contract.ts';

/** The columns that tests of a wake key may speak of. */
export const SLOTS = 127;

const SLOT_SHIFT = 25;
/**
 * Set: the code must be one of those whose bits are set. Otherwise it must lie in an interval: where that begins, and
 * how far it goes.
 */
const IS_MASK = 1 << 24;
const INTERVAL_BITS = 12;
const MOST_CODES = 2 ** INTERVAL_BITS - 1;

/** Bits for values, which may have to share one, then one for all others; the next is never set. */
const VALUE_BITS = 22;
const OTHER_BIT = VALUE_BITS;
const NO_BIT = VALUE_BITS + 1;

/** Stands for no test: its slot is never written, and its interval holds what is there. */
export const NO_TEST = (SLOTS << SLOT_SHIFT) | MOST_CODES;

/** The word that tests are compared with: the code of a moment's value, and the position of its bit. */
export function encodeTested(code: number): number {
  return code | (placeOf(code) << INTERVAL_BITS);
}

/**
 * 1 if what is tested passes, 0 if not; what is not known does not. Both kinds of test are worked out and the sign of
 * the right one tells: no branch that a processor would guess wrong.
 */
export function passes(test: number, tested: Int32Array): number {
  const word = tested[test >>> SLOT_SHIFT]!;
  const code = word & MOST_CODES;
  const low = (test >>> INTERVAL_BITS) & MOST_CODES;
  const outside = (code - low) | (low + (test & MOST_CODES) - code);
  const unmarked = ((test >>> (word >>> INTERVAL_BITS)) & 1) - 1;
  const isMask = (test << 7) >> 31;
  return (((unmarked & isMask) | (outside & ~isMask)) >>> 31) ^ 1;
}

/** 1 if a test is on what is not known, 0 if not. */
export function isTestUnknown(test: number, tested: Int32Array): number {
  return ((tested[test >>> SLOT_SHIFT]! & MOST_CODES) - 1) >>> 31;
}

/**
 * The test of a clause, and whether it says all that the clause does. Undefined: such a clause cannot be tested like
 * this.
 */
export function testOf(
  { kind, codes }: CodedClause,
  column: Column,
  slot: number,
): { readonly test: number; readonly isExact: boolean } | undefined {
  if (kind === 'interval') {
    const [from, to] = codes as readonly [number, number];
    if (to < from) return { test: (slot << SLOT_SHIFT) | IS_MASK, isExact: true };
    const low = column.testCode(column.roughOf(from));
    const high = column.testCode(column.roughOf(to));
    return { test: (slot << SLOT_SHIFT) | (low << INTERVAL_BITS) | (high - low), isExact: column.isTestExact };
  }
  const isExact = column.codes - FIRST <= VALUE_BITS;
  if (kind === 'not-list' && !isExact) return undefined;
  let mask = 0;
  for (const code of codes) mask |= 1 << placeOf(column.testCode(code));
  if (kind === 'not-list') mask = ~mask & ((1 << NO_BIT) - 1);
  return { test: (slot << SLOT_SHIFT) | IS_MASK | mask, isExact };
}

function placeOf(code: number): number {
  if (code >= FIRST) return (code - FIRST) % VALUE_BITS;
  return code === OTHER ? OTHER_BIT : NO_BIT;
}
