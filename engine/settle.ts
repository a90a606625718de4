import type { Delivery } from './dispatch/delivery.ts';
import type { Sink } from './outcomes/sink.ts';
import type { Clockwork } from './pipeline/clockwork.ts';
import type { Pipeline } from './pipeline/pipeline.ts';
import type { WorldWakers } from './world/wakers.ts';

/** Waits until an engine has nothing left to do. */
export interface Settle {
  /** Resolves when all are woken whom the world's changes concern that were accepted. */
  woken(): Promise<void>;
  /**
   * Resolves when what was accepted is decided, and what is queued has left or waits: for another attempt, or for a time of the engine's
   * clock. In steps: after all that is due by the clock has happened, and what came of that.
   */
  settled(): Promise<void>;
  /** As `settled`, and all rows are in ClickHouse. */
  drained(): Promise<void>;
}

export interface SettleParts {
  readonly pipeline: Pick<Pipeline, 'idle'>;
  readonly wakers: Pick<WorldWakers, 'idle' | 'look'>;
  readonly delivery: Pick<Delivery, 'idle'>;
  readonly clockwork: Pick<Clockwork, 'look'> | undefined;
  readonly sink: Pick<Sink, 'drained'> | undefined;
  /** What is due by the clock happens when it is waited for, and not by itself. */
  readonly inSteps: boolean;
}

/** Prepares to wait. */
export function createSettle({ pipeline, wakers, delivery, clockwork, sink, inSteps }: SettleParts): Settle {
  const woken = async () => {
    while (await wakers.idle()) await pipeline.idle();
  };
  const left = async () => {
    await pipeline.idle();
    await woken();
    // What became of a message is a signal again, and may set off another.
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
