import type { Moment, Read } from '../contract.ts';
import type { MatchIndex } from './build.ts';
import { UNKNOWN, YES } from './contract.ts';
import { bitOf, LENIENT, OFTEN, PROOF, REST, RULE_SHIFT, SLOTS } from './entries.ts';
import type { Partition } from './partition.ts';

/** Asks an index which rules a moment may match. Holds scratch space of its own: one for each index and thread. */
export interface Probe {
  /** How many rules of these partitions a moment may match, each at most once; until the next call `found` holds them. */
  find(partitions: readonly Partition[], moment: Moment): number;
  readonly found: Found;
}

/** Rules that were found, and what is known of each. */
export interface Found {
  rules: Int32Array;
  verdicts: Uint8Array;
}

/** `reads`: how each field is read. */
export function prepareProbe(index: MatchIndex, reads: readonly Read[]): Probe {
  const { columns, firsts, rests, spans, sparse, table } = index;
  const readOf = columns.map(({ field }) => reads[field]!);
  const found: Found = { rules: new Int32Array(64), verdicts: new Uint8Array(64) };
  /** Of each column, for the moment of `codedAt`: its code, and what it is for drawers and for tests. */
  const codes = new Int32Array(columns.length);
  const drawerOf = new Int32Array(columns.length);
  const testCodes = new Int32Array(columns.length);
  const bits = new Int32Array(columns.length);
  const codedAt = new Int32Array(columns.length);
  /** Of each slot, for the partition at hand. */
  const slotCodes = new Int32Array(SLOTS + 1);
  const slotBits = new Int32Array(SLOTS + 1);
  /** Of each rule that can be found more than once. */
  const foundAt = new Int32Array(index.rules);
  let epoch = 0;
  let count = 0;
  let present: Moment | undefined;

  const codeOf = (column: number): number => {
    if (codedAt[column] === epoch) return codes[column]!;
    codedAt[column] = epoch;
    const shape = columns[column]!;
    const code = shape.code(readOf[column]!(present!));
    codes[column] = code;
    drawerOf[column] = shape.drawer(code);
    testCodes[column] = shape.testCode(code);
    bits[column] = bitOf(code);
    return code;
  };

  const take = (head: number) => {
    const rule = head >>> RULE_SHIFT;
    if (head & OFTEN) {
      if (foundAt[rule] === epoch) return;
      foundAt[rule] = epoch;
    }
    const verdict = head & PROOF ? YES : table.verdict(rule, codeOf);
    if (verdict === undefined) return;
    if (count === found.rules.length) grow(found);
    found.rules[count] = rule;
    found.verdicts[count++] = verdict;
  };

  // Both kinds of test are worked out and the sign of the right one tells: no branch that a processor would guess wrong.
  const passes = (test: number, at: number) => {
    const slot = test >>> 25;
    const code = slotCodes[slot]!;
    const low = (test >>> 12) & 0xfff;
    const isMask = (test << 7) >> 31;
    const outside = (code - low) | (low + (test & 0xfff) - code);
    const unmarked = (test & slotBits[slot]!) - 1;
    if (((unmarked & isMask) | (outside & ~isMask)) >= 0) return true;
    return code === UNKNOWN && (rests[at * REST]! & LENIENT) !== 0;
  };

  const scan = (from: number, to: number) => {
    for (let at = from; at < to; at++) {
      if (!passes(firsts[at]!, at)) continue;
      if (!passes(rests[at * REST + 1]!, at)) continue;
      if (!passes(rests[at * REST + 2]!, at)) continue;
      take(rests[at * REST]!);
    }
  };

  const look = (partition: Partition) => {
    const { columns: asked, slots, filed, bases, key } = partition;
    for (let i = 0; i < asked.length; i++) {
      const column = asked[i]!;
      const slot = slots[i]!;
      if (codedAt[column] !== epoch) codeOf(column);
      if (slot >= SLOTS) continue;
      slotCodes[slot] = testCodes[column]!;
      slotBits[slot] = bits[column]!;
    }
    if (partition.alwaysTo > partition.alwaysFrom) scan(partition.alwaysFrom, partition.alwaysTo);
    for (let i = 0; i < filed.length; i++) {
      const column = filed[i]!;
      const drawer = drawerOf[column]!;
      const base = bases[i]!;
      if (base >= 0) {
        const from = spans[base + drawer]!;
        const to = spans[base + drawer + 1]!;
        if (to > from) scan(from, to);
      } else {
        const span = sparse.find(key, column, drawer);
        if (span >= 0) scan(sparse.words[span]!, sparse.words[span + 1]!);
      }
    }
  };

  return {
    found,
    find(partitions, moment) {
      present = moment;
      count = 0;
      if (++epoch === 0x7fff_ffff) {
        codedAt.fill(0);
        foundAt.fill(0);
        epoch = 1;
      }
      for (const partition of partitions) look(partition);
      present = undefined;
      return count;
    },
  };
}

function grow(found: Found): void {
  const { rules, verdicts } = found;
  found.rules = new Int32Array(rules.length * 2);
  found.rules.set(rules);
  found.verdicts = new Uint8Array(verdicts.length * 2);
  found.verdicts.set(verdicts);
}
