import type { Clock } from '../contract.ts';
import { kindOf } from './arrivals.ts';
import type { Arrival, PipelineProbe } from './contract.ts';

/**
 * Counts what is under way in a pipeline: arrivals that are not settled, and messages that were decided and are not in
 * the queue. Open until `close` is called; then it lets nothing in, and is idle once both counts are zero.
 */
export class Waiting {
  readonly #clock: Clock;
  readonly #probe: PipelineProbe;
  #arrivals = 0;
  #messages = 0;
  #isClosed = false;
  #waiters: (() => void)[] = [];

  constructor(clock: Clock, probe: PipelineProbe) {
    this.#clock = clock;
    this.#probe = probe;
  }

  get arrivals(): number {
    return this.#arrivals;
  }

  get messages(): number {
    return this.#messages;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Counts an arrival until it is settled. */
  countIn(arrival: Arrival): Arrival {
    this.#arrivals++;
    const settle: Arrival['settle'] = (result) => {
      this.#arrivals--;
      const said = typeof result === 'string' ? result : 'rejected';
      this.#probe.settled(kindOf(arrival), said, this.#clock.wall() - arrival.receivedAt);
      arrival.settle(result);
      this.#wake();
    };
    return { ...arrival, settle };
  }

  /** Counts decided messages until `messagesLeft` is called for them. */
  addMessages(count: number): void {
    this.#messages += count;
  }

  /** Messages are in the queue, or stay in the outbox for the sweep. */
  messagesLeft(count: number): void {
    this.#messages -= count;
    this.#wake();
  }

  /** Resolves when nothing is under way; says whether anything was. */
  async idle(): Promise<boolean> {
    const wasBusy = this.#isBusy;
    // Both counts may be zero for an instant only: the last arrival of a batch is settled just before its messages are
    // counted.
    while (this.#isBusy) await new Promise<void>((resolve) => this.#waiters.push(resolve));
    return wasBusy;
  }

  close(): void {
    this.#isClosed = true;
  }

  get #isBusy(): boolean {
    return this.#arrivals > 0 || this.#messages > 0;
  }

  #wake(): void {
    if (this.#isBusy || this.#waiters.length === 0) return;
    for (const resolve of this.#waiters.splice(0)) resolve();
  }
}
