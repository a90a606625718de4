import type { Signal } from '../../sdk/protocol.ts';
import type { Clock } from '../contract.ts';
import type { Unsubscription } from '../ingest/contract.ts';
import type { Arrival } from './contract.ts';

/** Signals that the engine sends itself. */
export interface Own {
  /** Resolves when it is stored; tries again for as long as it cannot be. */
  report(signal: Signal): Promise<void>;
  /** Somebody followed an unsubscribe link. */
  unsubscribe(unsubscription: Unsubscription): Promise<void>;
}

const AGAIN_MS = 500;
const MOST_TRIES = 60;

/** Lets the engine's own signals into the pipeline. */
export function createOwn({ push }: { push(arrivals: readonly Arrival[]): void }, clock: Clock): Own {
  const once = (signal: Signal) =>
    new Promise<Parameters<Arrival['settle']>[0]>((settle) => push([{ signal, receivedAt: clock.wall(), settle }]));
  const report = async (signal: Signal) => {
    for (let tries = 1; ; tries++) {
      const verdict = await once(signal);
      if (typeof verdict === 'string') return;
      if (!verdict.again || tries === MOST_TRIES)
        throw new Error(`the engine's own signal was refused: ${verdict.rejected}`);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  };
  return {
    report,
    unsubscribe({ customer, channel, purpose, delivery }) {
      const value = { channel, purpose, granted: false, source: 'unsubscribe-link' };
      return report({ id: `${delivery}.unsubscribed`, kind: 'consent', customer, at: clock.now(), value });
    },
  };
}
