import type { Sink } from './outcomes/contract.ts';
import type { Clockwork, Pipeline } from './pipeline/contract.ts';
import type { WorldWakers } from './world/contract.ts';

/** Waits until an engine has nothing left to do. Used by tests, benchmarks and the demo. */
export interface Settle {
  /** Resolves when all customers are woken whom the accepted world changes concern. */
  woken(): Promise<void>;
  /**
   * Resolves when every accepted signal is decided, and every queued message has left or waits: for another attempt, or
   * for a time of the engine's clock. In steps: also when everything due by the clock has happened, with its
   * consequences.
   */
  settled(): Promise<void>;
  /** As `settled`, and every row is in ClickHouse. */
  drained(): Promise<void>;
}

export interface SettleParts {
  readonly pipeline: Pick<Pipeline, 'idle'>;
  readonly wakers: Pick<WorldWakers, 'idle' | 'look'>;
  readonly delivery: { idle(): Promise<void> };
  readonly clockwork: Pick<Clockwork, 'look'> | undefined;
  readonly sink: Pick<Sink, 'drained'> | undefined;
  /** Work that is due by the clock is done by `settled` only; no timer does it. */
  readonly inSteps: boolean;
}

/** Creates the three waits over the parts of an engine. */
export function createSettle({ pipeline, wakers, delivery, clockwork, sink, inSteps }: SettleParts): Settle {
  const woken = async () => {
    while (await wakers.idle()) await pipeline.idle();
  };
  const left = async () => {
    await pipeline.idle();
    await woken();
    // The end of a message is a signal again, and can set off another message.
    do await delivery.idle();
    while (await pipeline.idle());
  };
  const settled = async () => {
    do await left();
    while (inSteps && ((await wakers.look()) || (await clockwork?.look())));
  };
  return {
    woken,
    settled,
    async drained() {
      await settled();
      await sink?.drained();
    },
  };
}
