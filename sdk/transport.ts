import type { Backoff } from './backoff.ts';
import type { Outbox } from './outbox.ts';

/** The parts that a transport works with. */
export interface TransportParts {
  /** The URL of the engine, such as `https://signals.example`. */
  readonly url: string;
  readonly key: string;
  readonly outbox: Outbox;
  readonly backoff: Backoff;
  /** Reports a failure that belongs to no signal. */
  problem(reason: string): void;
}

/** Sends the signals of the outbox to the engine until closed, also after a lost connection. */
export interface Transport {
  /** Sends what waits, if it can. */
  pump(): void;
  close(): void;
}
