import type { Settle } from './contract.ts';
import type { Sink } from './outcomes/contract.ts';
import type { Clockwork, Pipeline } from './pipeline/contract.ts';
import type { WorldWakers } from './world/contract.ts';

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
