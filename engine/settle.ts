import type { Delivery } from './dispatch/delivery.ts';
import type { Clockwork } from './pipeline/clockwork.ts';
import type { Pipeline } from './pipeline/pipeline.ts';
import type { WorldWakers } from './world/wakers.ts';

export interface SettleParts {
  readonly pipeline: Pick<Pipeline, 'idle'>;
  readonly wakers: Pick<WorldWakers, 'idle' | 'look'>;
  readonly delivery: Pick<Delivery, 'idle'>;
  readonly clockwork: Pick<Clockwork, 'look'> | undefined;
  /** What is due by the clock happens here, and not by itself. */
  readonly inSteps: boolean;
}

/** Waits until an engine has nothing left to do. */
export function createSettle({ pipeline, wakers, delivery, clockwork, inSteps }: SettleParts) {
  /** Resolves when all are woken whom the world's changes concern that were accepted. */
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
  return {
    woken,
    /** Resolves when all is decided, and what is queued has left or waits; in steps, after what is due by the clock and all that it sets off. */
    async settled() {
      do await left();
      while (inSteps && ((await wakers.look()) || (await clockwork?.look())));
    },
  };
}
