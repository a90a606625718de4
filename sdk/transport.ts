import type { Backoff } from './backoff.ts';
import type { Outbox } from './outbox.ts';

/** What a way to the engine works with. */
export interface TransportParts {
  /** Of the engine, such as `https://signals.example`. */
  readonly url: URL;
  readonly key: string;
  readonly outbox: Outbox;
  readonly backoff: Backoff;
  /** Something went wrong that nobody's promise tells of. */
  problem(reason: string): void;
}

/** A way to the engine: empties the outbox, also after the connection was lost, until it is closed. */
export interface Transport {
  /** There may be something to send. */
  pump(): void;
  close(): void;
}
