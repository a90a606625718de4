import type { Moment, Read } from '../contract.ts';
import type { MatchIndex } from './build.ts';
import { isTestUnknown, passes, SLOTS } from './candidate-tests.ts';
import { Codes } from './codes.ts';
import { YES } from './contract.ts';
import { LENIENT, OFTEN, PROOF, REST, RULE_SHIFT } from './entries.ts';
import type { Partition } from './partition.ts';

/** Asks an index which rules a moment may match. Holds scratch space of its own: one for each index and thread. */
export interface Probe {
  /**
   * How many rules of these partitions a moment may match, each at most once; until the next call `found` holds them.
   */
  find(partitions: readonly Partition[], moment: Moment): number;
  readonly found: FoundRules;
}

/** Rules that were found, and what is known of each. */
export interface FoundRules {
  rules: Int32Array;
  verdicts: Uint8Array;
}

/** `reads`: how each field is read. */
export function createProbe(index: MatchIndex, reads: readonly Read[]): Probe {
  const { firsts, rests, spans, sparse, table } = index;
  const codes = new Codes(index.columns, reads);
  const { drawers } = codes;
  const found: FoundRules = { rules: new Int32Array(64), verdicts: new Uint8Array(64) };
  /** The words that tests are compared with where slots are not columns. */
  const slotted = new Int32Array(SLOTS + 1);
  /** Candidates that passed the tests so far. */
  let passed: Int32Array = new Int32Array(256);
  /** Of each rule that can be found more than once: the moment that it was found for. */
  const foundAt = new Int32Array(index.rules);
  let turn = 0;
  let count = 0;

  /** Reads the columns of a partition; returns the words that its tests are compared with. */
  const read = ({ columns, slots }: Partition): Int32Array => {
    codes.readAll(columns);
    if (!slots) return codes.tested;
    for (let i = 0; i < columns.length; i++) if (slots[i]! < SLOTS) slotted[slots[i]!] = codes.tested[columns[i]!]!;
    return slotted;
  };

  /** Adds the candidates of a span that pass their first test to the `known` ones; returns how many there are then. */
  const open = (from: number, to: number, known: number, tested: Int32Array, hasLenient: boolean): number => {
    if (known + to - from > passed.length) passed = growTo(passed, known + to - from);
    const scanSpan = hasLenient ? scanLeniently : scan;
    return scanSpan(firsts, from, to, tested, passed, known);
  };

  /** Notes a rule whose entry passed all tests, unless its clauses say no or it was found already. */
  const take = (head: number) => {
    const rule = head >>> RULE_SHIFT;
    if (head & OFTEN) {
      if (foundAt[rule] === turn) return;
      foundAt[rule] = turn;
    }
    const verdict = head & PROOF ? YES : table.verdict(rule, codes);
    if (verdict === undefined) return;
    if (count === found.rules.length) grow(found);
    found.rules[count] = rule;
    found.verdicts[count++] = verdict;
  };

  const look = (partition: Partition) => {
    const { filed, bases, key, hasLenient } = partition;
    const tested = read(partition);
    let known = open(partition.alwaysFrom, partition.alwaysTo, 0, tested, hasLenient);
    for (let i = 0; i < filed.length; i++) {
      const drawer = drawers[filed[i]!]!;
      const base = bases[i]!;
      if (base >= 0) known = open(spans[base + drawer]!, spans[base + drawer + 1]!, known, tested, hasLenient);
      else {
        const span = sparse.find(key, filed[i]!, drawer);
        if (span >= 0) known = open(sparse.words[span]!, sparse.words[span + 1]!, known, tested, hasLenient);
      }
    }
    known = hasLenient ? siftLeniently(firsts, rests, tested, passed, known) : sift(rests, tested, passed, known);
    for (let i = 0; i < known; i++) take(passed[i]!);
  };

  return {
    found,
    find(partitions, moment) {
      codes.begin(moment);
      count = 0;
      if (++turn === 0x7fff_ffff) {
        foundAt.fill(0);
        turn = 1;
      }
      for (const partition of partitions) look(partition);
      codes.end();
      return count;
    },
  };
}

/**
 * Appends the entries of a span whose first test passes to the `known` ones of `into`; returns how many there are then.
 */
function scan(
  firsts: Int32Array,
  from: number,
  to: number,
  tested: Int32Array,
  into: Int32Array,
  known: number,
): number {
  let count = known;
  for (let at = from; at < to; at++) {
    into[count] = at;
    count += passes(firsts[at]!, tested);
  }
  return count;
}

/** The same where an unknown value may pass; `siftLeniently` drops the entries that do not allow it. */
function scanLeniently(
  firsts: Int32Array,
  from: number,
  to: number,
  tested: Int32Array,
  into: Int32Array,
  known: number,
): number {
  let count = known;
  for (let at = from; at < to; at++) {
    into[count] = at;
    count += passes(firsts[at]!, tested) | isTestUnknown(firsts[at]!, tested);
  }
  return count;
}

/**
 * Replaces the entries that passed their first test by the heads of those that pass the others too; returns how many.
 */
function sift(rests: Int32Array, tested: Int32Array, into: Int32Array, known: number): number {
  let count = 0;
  for (let i = 0; i < known; i++) {
    const at = into[i]! * REST;
    into[count] = rests[at]!;
    count += passes(rests[at + 1]!, tested) & passes(rests[at + 2]!, tested);
  }
  return count;
}

/** The same where entries may be lenient: those pass unknown values, the others must pass their first test again. */
function siftLeniently(
  firsts: Int32Array,
  rests: Int32Array,
  tested: Int32Array,
  into: Int32Array,
  known: number,
): number {
  let count = 0;
  for (let i = 0; i < known; i++) {
    const at = into[i]!;
    const head = rests[at * REST]!;
    const second = rests[at * REST + 1]!;
    const third = rests[at * REST + 2]!;
    into[count] = head;
    count +=
      head & LENIENT
        ? (passes(second, tested) | isTestUnknown(second, tested)) &
          (passes(third, tested) | isTestUnknown(third, tested))
        : passes(second, tested) & passes(third, tested) & passes(firsts[at]!, tested);
  }
  return count;
}

function growTo(items: Int32Array, least: number): Int32Array {
  const larger = new Int32Array(least * 2);
  larger.set(items);
  return larger;
}

function grow(found: FoundRules): void {
  const { rules, verdicts } = found;
  found.rules = new Int32Array(rules.length * 2);
  found.rules.set(rules);
  found.verdicts = new Uint8Array(verdicts.length * 2);
  found.verdicts.set(verdicts);
}
