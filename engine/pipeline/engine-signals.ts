import type { Signal } from '../../sdk/protocol.ts';
import type { Clock, Log } from '../contract.ts';
import type { ArrivalResult, EngineSignals, SignalArrival } from './contract.ts';

const AGAIN_MS = 500;
const MOST_TRIES = 60;
const MOST_TOLD = 10_000;

/** Lets the engine's own signals into the pipeline. */
export function createEngineSignals(
  { push }: { push(arrivals: readonly SignalArrival[]): void },
  clock: Clock,
  log: Log,
): EngineSignals {
  let told = 0;
  const once = (signal: Signal) =>
    new Promise<ArrivalResult>((settle) => push([{ type: 'signal', signal, receivedAt: clock.wall(), settle }]));
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
    tell(signal) {
      const lost = (why: string) => log.error('a signal of our own is lost', { id: signal.id, why });
      if (told >= MOST_TOLD) {
        lost('too many wait');
        return;
      }
      told++;
      report(signal)
        .catch((cause: unknown) => lost(String(cause)))
        .finally(() => {
          told--;
        });
    },
    unsubscribe({ customer, channel, purpose, delivery }) {
      const value = { channel, purpose, granted: false, source: 'unsubscribe-link' };
      return report({ id: `${delivery}.unsubscribed`, kind: 'consent', customer, at: clock.now(), value });
    },
  };
}
