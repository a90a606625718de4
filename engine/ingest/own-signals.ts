import type { SignalInput } from '../../sdk/protocol.ts';
import type { Clock, Closable, Log } from '../contract.ts';
import type { Arrival, Intake } from '../pipeline/contract.ts';
import type { Validate } from './validate.ts';

/** Lets in signals that the edge makes itself: a message was shown, was tapped. */
export interface OwnSignals extends Closable {
  /** Kept and offered again for as long as the engine is behind. The id makes a repeat a duplicate. */
  tell(input: SignalInput & { readonly id: string }): void;
}

const MOST_WAITING = 10_000;
const RETRY_MS = 200;

/** Offers the edge's own signals; what the intake sheds waits in memory, bounded, and is offered again. */
export function createOwnSignals(validate: Validate, intake: Intake, clock: Clock, log: Log): OwnSignals {
  const waiting: Arrival[] = [];
  let timer: NodeJS.Timeout | undefined;

  const offer = (): void => {
    timer = undefined;
    while (waiting.length > 0) {
      if (!intake.offer(waiting.slice(0, 1))) {
        timer = setTimeout(offer, RETRY_MS);
        return;
      }
      waiting.shift();
    }
  };
  const keep = (arrival: Arrival): void => {
    if (waiting.length >= MOST_WAITING)
      log.error('a signal of our own is lost, too many wait', { id: arrival.signal.id });
    else waiting.push(arrival);
    if (timer === undefined) offer();
  };

  return {
    tell(input) {
      const signal = validate(input);
      if (typeof signal === 'string') {
        log.error('a signal of our own is refused', { id: input.id, reason: signal });
        return;
      }
      const arrival: Arrival = {
        signal,
        receivedAt: clock.wall(),
        settle(verdict) {
          if (typeof verdict === 'object' && verdict.again) setTimeout(() => keep(arrival), RETRY_MS).unref();
        },
      };
      keep(arrival);
    },
    async close() {
      clearTimeout(timer);
      if (waiting.length > 0) log.warn('signals of our own are lost at the end', { signals: waiting.length });
    },
  };
}
