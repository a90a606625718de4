import type { Exchange } from './contract.ts';
import { credentialsOf } from './credentials.ts';
import type { EntranceParts } from './entrance.ts';
import { refuse } from './replies.ts';

const NO_KEY = { status: 401, reason: 'a key is needed: Authorization: Bearer KEY' };

/** Reads the small body of a request and answers it; refuses one without a key, and a key that asks too often. */
export function answerSmallBody(
  exchange: Exchange,
  { keys, rateLimit }: Pick<EntranceParts, 'keys' | 'rateLimit'>,
  { most, tooLarge }: { readonly most: number; readonly tooLarge: string },
  answer: (exchange: Exchange, bytes: Buffer) => void | Promise<void>,
): void {
  const who = credentialsOf(exchange, keys);
  const waitMs = who ? rateLimit.waitMs(who.key) : 0;
  if (!who || waitMs > 0) {
    refuse(exchange, who ? { status: 429, reason: 'too many requests for this key', waitMs } : NO_KEY);
    return;
  }
  rateLimit.charge(who.key, 1);
  exchange.body(
    most,
    (bytes) => answer(exchange, bytes),
    () => refuse(exchange, { status: 413, reason: tooLarge }),
  );
}
