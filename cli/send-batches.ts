import type { IngestReply, RecordedSignal } from '../sdk/protocol.ts';
import { type Client, EngineRefused, EngineUnreachable } from './client.ts';
import type { Io } from './contract.ts';

/** A signal to send, and the line it came from. */
export interface Outgoing {
  readonly line: number;
  readonly signal: RecordedSignal;
}

/** What became of all that was sent. */
export interface Sent {
  accepted: number;
  duplicates: number;
  rejected: number;
  /** Times it had to wait because the engine was behind or away. */
  waits: number;
  /** The first signals that were refused, to be shown. */
  readonly refused: { readonly line: number; readonly reason: string }[];
}

const MOST_SHOWN = 20;
const MOST_TRIES = 8;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
const TRY_AGAIN = new Set([408, 429, 502, 503, 504]);

/** Sends one batch until the engine has all of it; waits while it is behind or away for a moment. Adds to `sent`. */
export async function sendBatch(batch: readonly Outgoing[], client: Client, io: Io, sent: Sent): Promise<void> {
  const signals = batch.map(({ signal }) => signal);
  for (let tries = 1; ; tries++) {
    try {
      const reply = await client.send<IngestReply>('POST', '/v1/signals', { signals });
      // In a batch that was sent before, a duplicate is what was stored then.
      sent.accepted += reply.accepted + (tries > 1 ? reply.duplicates : 0);
      sent.duplicates += tries > 1 ? 0 : reply.duplicates;
      sent.rejected += reply.rejected.length;
      for (const { index, reason } of reply.rejected) {
        if (sent.refused.length < MOST_SHOWN) sent.refused.push({ line: batch[index]?.line ?? 0, reason });
      }
      return;
    } catch (cause) {
      const isForNow =
        cause instanceof EngineRefused ? TRY_AGAIN.has(cause.status) : cause instanceof EngineUnreachable;
      if (!isForNow || tries === MOST_TRIES || io.interrupted.aborted) throw cause;
      sent.waits += 1;
      const askedMs = cause instanceof EngineRefused ? cause.retryAfterMs : undefined;
      await io.wait(askedMs ?? Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS));
    }
  }
}
