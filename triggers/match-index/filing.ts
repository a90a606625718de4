import { GrowingFloats, GrowingInts } from '../slices/growing.ts';
import type { Column } from './column.ts';
import { type CodedClause, SLICE } from './columns.ts';
import type { Likelihood } from './contract.ts';
import { likelyOpened } from './drawers.ts';

/** A rule that would be found more often than this is not worth filing. */
const TOO_LIKELY = 0.5;
/** The cost of opening a column's drawer, counted in candidates. */
const DRAWER_COST = 5;

/** In place of what a column saves: no rule is filed under it. */
const UNUSED = -1;

/** In place of a clause: a rule is filed under none, it is always looked at. */
export const NOWHERE = -1;

/**
 * Which of its clauses each rule could be filed under: in flat arrays, those of a rule side by side, the least likely
 * first.
 */
export class Filings {
  readonly #columns: readonly Column[];
  readonly #likelihood: Likelihood;
  /**
   * By rule where its options begin, and where the last end. By option: its column, clause, and how likely a moment
   * finds it.
   */
  readonly #starts: Int32Array;
  readonly #column = new GrowingInts();
  readonly #clause = new GrowingInts();
  readonly #likely = new GrowingFloats();
  /** By column, while a wake key's rules are filed. */
  readonly #saved: Float64Array;
  readonly #isDropped: Uint8Array;

  constructor(rules: number, columns: readonly Column[], likelihood: Likelihood) {
    this.#columns = columns;
    this.#likelihood = likelihood;
    this.#starts = new Int32Array(rules + 1);
    this.#saved = new Float64Array(columns.length).fill(UNUSED);
    this.#isDropped = new Uint8Array(columns.length);
  }

  /** Adds the next rule; they come in the order of their numbers. */
  add(rule: number, clauses: readonly CodedClause[], wantsUnknown: boolean): void {
    const start = this.#starts[rule]!;
    for (let clause = 0; clause < clauses.length; clause++) {
      const { column } = clauses[clause]!;
      const likelihoodOf = (drawer: number) => this.#likelihood(column, drawer);
      const likely = likelyOpened(clauses[clause]!, this.#columns[column]!, wantsUnknown, likelihoodOf);
      if (likely === undefined || likely >= TOO_LIKELY) continue;
      let at = this.#column.length;
      this.#column.push(0);
      this.#clause.push(0);
      this.#likely.push(0);
      for (; at > start && this.#likely.items[at - 1]! > likely; at--) this.#set(at, at - 1);
      this.#column.items[at] = column;
      this.#clause.items[at] = clause;
      this.#likely.items[at] = likely;
    }
    this.#starts[rule + 1] = this.#column.length;
  }

  /**
   * Chooses where each of the rules of a wake key is filed, as the number of a clause or `NOWHERE`: under what is least
   * likely, but not under a column that saves less than opening its drawers costs.
   */
  *choose(rules: readonly number[]): Generator<void, Int32Array> {
    const chosen = new Int32Array(rules.length);
    for (let i = 0; i < rules.length; i++) chosen[i] = this.#next(rules[i]!, NOWHERE);
    const dropped: number[] = [];
    for (;;) {
      const used: number[] = [];
      for (let i = 0; i < rules.length; i++) {
        if (i % (SLICE * 16) === SLICE * 16 - 1) yield;
        const best = chosen[i]!;
        if (best === NOWHERE) continue;
        const column = this.#column.items[best]!;
        const next = this.#next(rules[i]!, column);
        if (this.#saved[column] === UNUSED) {
          used.push(column);
          this.#saved[column] = 0;
        }
        this.#saved[column]! += (next === NOWHERE ? 1 : this.#likely.items[next]!) - this.#likely.items[best]!;
      }
      const least = this.#leastOf(used);
      if (least === undefined) break;
      dropped.push(least);
      this.#isDropped[least] = 1;
      for (let i = 0; i < rules.length; i++) {
        if (chosen[i] !== NOWHERE && this.#column.items[chosen[i]!] === least)
          chosen[i] = this.#next(rules[i]!, NOWHERE);
      }
    }
    for (const column of dropped) this.#isDropped[column] = 0;
    for (let i = 0; i < rules.length; i++) if (chosen[i] !== NOWHERE) chosen[i] = this.#clause.items[chosen[i]!]!;
    return chosen;
  }

  /** The first option of a rule that is not dropped, and not of this column; or `NOWHERE`. */
  #next(rule: number, except: number): number {
    const end = this.#starts[rule + 1]!;
    for (let at = this.#starts[rule]!; at < end; at++) {
      const column = this.#column.items[at]!;
      if (column !== except && this.#isDropped[column] === 0) return at;
    }
    return NOWHERE;
  }

  /** The column that saves least, if that is too little; forgets what was saved. */
  #leastOf(used: readonly number[]): number | undefined {
    let least: number | undefined;
    for (const column of used) if (least === undefined || this.#saved[column]! < this.#saved[least]!) least = column;
    const isTooLittle = least !== undefined && this.#saved[least]! < DRAWER_COST;
    for (const column of used) this.#saved[column] = UNUSED;
    return isTooLittle ? least : undefined;
  }

  #set(at: number, from: number): void {
    this.#column.items[at] = this.#column.items[from]!;
    this.#clause.items[at] = this.#clause.items[from]!;
    this.#likely.items[at] = this.#likely.items[from]!;
  }
}

/** Without figures of what comes in: every drawer of a column is as likely as another. */
export function evenLikelihood(columns: readonly Column[]): Likelihood {
  const shares = columns.map(({ drawers }) => 1 / Math.max(1, drawers - 2));
  return (column) => shares[column]!;
}
