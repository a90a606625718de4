import type { Codes } from './codes.ts';
import type { CodedClause } from './columns.ts';
import { CANNOT_TELL, MAYBE, UNKNOWN, YES } from './contract.ts';

/** In place of where an interval begins: the clause is a list of codes, or all but those. */
const LIST = -1;
const NOT_LIST = -2;
const WORDS = 3;
const IS_EXACT = 1;
const WANTS_UNKNOWN = 2;
const IS_OFTEN = 4;

/** The flags of a rule. */
export interface RuleFlags {
  /** See `Rule`. */
  readonly isExact: boolean;
  readonly wantsUnknown: boolean;
  /** It stands under several wake keys. */
  readonly isOften: boolean;
}

/** A rule as a table knows it. */
export interface Entry extends RuleFlags {
  readonly clauses: readonly CodedClause[];
}

/** The clauses of all rules in flat arrays: for those few that are not settled by what stands beside a candidate. */
export class RuleTable {
  readonly #starts: Int32Array;
  readonly #flags: Uint8Array;
  /** By clause: its column, then from and to, or a mark and where its list begins. */
  #words: Int32Array = new Int32Array(64);
  /** Lists, each after its length. */
  #lists: Int32Array = new Int32Array(64);
  #length = 0;
  #listed = 0;

  constructor(rules: number) {
    this.#starts = new Int32Array(rules + 1);
    this.#flags = new Uint8Array(rules);
  }

  /** Adds the next rule; they come in the order of their numbers. */
  add(rule: number, clauses: readonly CodedClause[], { isExact, wantsUnknown, isOften }: RuleFlags): void {
    for (const { column, kind, codes } of clauses) {
      if (kind === 'interval') this.#write(column, codes[0]!, codes[1]!);
      else this.#write(column, kind === 'list' ? LIST : NOT_LIST, this.#list(codes));
    }
    this.#starts[rule + 1] = this.#length;
    this.#flags[rule] = (isExact ? IS_EXACT : 0) | (wantsUnknown ? WANTS_UNKNOWN : 0) | (isOften ? IS_OFTEN : 0);
  }

  /** A rule as it was added. */
  entry(rule: number): Entry {
    const flags = this.#flags[rule]!;
    const clauses: CodedClause[] = [];
    for (let at = this.#starts[rule]!; at < this.#starts[rule + 1]!; at += WORDS) {
      const column = this.#words[at]!;
      const from = this.#words[at + 1]!;
      const to = this.#words[at + 2]!;
      if (from >= 0) clauses.push({ column, kind: 'interval', codes: [from, to] });
      else {
        const codes = [...this.#lists.subarray(to + 1, to + 1 + this.#lists[to]!)];
        clauses.push({ column, kind: from === LIST ? 'list' : 'not-list', codes });
      }
    }
    return {
      clauses,
      isExact: (flags & IS_EXACT) !== 0,
      wantsUnknown: (flags & WANTS_UNKNOWN) !== 0,
      isOften: (flags & IS_OFTEN) !== 0,
    };
  }

  /** Returns the verdict of a rule on a moment; undefined: no. */
  verdict(rule: number, codes: Codes): number | undefined {
    const words = this.#words;
    const flags = this.#flags[rule]!;
    let isKnown = true;
    for (let at = this.#starts[rule]!; at < this.#starts[rule + 1]!; at += WORDS) {
      const column = words[at]!;
      const code = codes.code(column);
      if (code === UNKNOWN) {
        if (!(flags & WANTS_UNKNOWN)) return undefined;
        isKnown = false;
      } else if (!this.#holds(column, code, words[at + 1]!, words[at + 2]!, codes)) return undefined;
    }
    if (!(flags & IS_EXACT)) return MAYBE;
    return isKnown ? YES : CANNOT_TELL;
  }

  #holds(column: number, code: number, from: number, to: number, { columns, numbers }: Codes): boolean {
    if (from < 0) return this.#isListed(code, to) === (from === LIST);
    const shape = columns[column]!;
    if (shape.roughShift === 0) return code >= from && code <= to;
    const low = shape.roughOf(from);
    const high = shape.roughOf(to);
    if (code < low || code > high) return false;
    return (code > low && code < high) || shape.isBetween(numbers[column]!, from, to);
  }

  #isListed(code: number, at: number): boolean {
    const lists = this.#lists;
    const end = at + lists[at]!;
    for (let i = at + 1; i <= end; i++) if (lists[i] === code) return true;
    return false;
  }

  #write(column: number, from: number, to: number): void {
    if (this.#length + WORDS > this.#words.length) this.#words = doubleLength(this.#words);
    this.#words[this.#length] = column;
    this.#words[this.#length + 1] = from;
    this.#words[this.#length + 2] = to;
    this.#length += WORDS;
  }

  #list(codes: readonly number[]): number {
    while (this.#listed + codes.length + 1 > this.#lists.length) this.#lists = doubleLength(this.#lists);
    const at = this.#listed;
    this.#lists[at] = codes.length;
    this.#lists.set(codes, at + 1);
    this.#listed += codes.length + 1;
    return at;
  }
}

function doubleLength(items: Int32Array): Int32Array {
  const larger = new Int32Array(items.length * 2);
  larger.set(items);
  return larger;
}
