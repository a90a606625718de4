import type { Signal } from '../../sdk/protocol.ts';
import type { BackTestReport } from './contract.ts';

/**
 * The end of one recorded signal in a back-test:
 * - `world`: it is about the world, which was changed by it;
 * - `passed-over`: its customer is one more than there is room for;
 * - `of-then`: it tells what the engine did at that time, and the back-test does that itself;
 * - `repeat`: its id came before;
 * - `late`: it advanced its customer and came too late to wake a trigger;
 * - `on-time`: it advanced its customer and could wake triggers.
 */
export type SignalEnd = 'world' | 'passed-over' | 'of-then' | 'repeat' | 'late' | 'on-time';

const MOST_REASONS = 5;

/** Counts the signals of a recording by their ends. */
export class SignalCounts {
  #tested = 0;
  #repeats = 0;
  #late = 0;
  #refused = 0;
  #passedOver = 0;
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;
  readonly #reasons: string[] = [];

  /** Adds a signal that was taken. */
  take({ at }: Signal, end: SignalEnd): void {
    if (at < this.#from) this.#from = at;
    if (at > this.#to) this.#to = at;
    if (end === 'passed-over') this.#passedOver += 1;
    else this.#tested += 1;
    if (end === 'repeat') this.#repeats += 1;
    if (end === 'late') this.#late += 1;
  }

  /** Adds signals that could not be read, with the reason of each. */
  refuse(reasons: readonly string[]): void {
    this.#refused += reasons.length;
    this.#reasons.push(...reasons.slice(0, Math.max(0, MOST_REASONS - this.#reasons.length)));
  }

  /** The times of the first and the last signal; undefined: there was none. */
  get period(): { readonly from: number; readonly to: number } | undefined {
    return this.#from <= this.#to ? { from: this.#from, to: this.#to } : undefined;
  }

  /** The counts as a report has them. */
  get figures(): BackTestReport['signals'] {
    return {
      tested: this.#tested,
      repeats: this.#repeats,
      late: this.#late,
      refused: this.#refused,
      passedOver: this.#passedOver,
      reasons: this.#reasons,
    };
  }
}
