import type { Clock } from '../contract.ts';
import type { DebugTrails } from '../live/contract.ts';
import { answerSmallBody } from './answer-small-body.ts';
import type { Exchange, Route } from './contract.ts';
import type { EntranceParts } from './entrance.ts';
import { readJson } from './read-json.ts';
import { refuse, replyJson } from './replies.ts';

const MOST_BYTES = 4_096;
const SIZE = { most: MOST_BYTES, tooLarge: `at most ${MOST_BYTES} bytes` };
const NO_TOKEN = {
  status: 403,
  reason: 'customer and token: the token must be a debug token of this customer that is not over',
};

/**
 * `POST /v1/debug` tells what became of a customer's signals: which triggers woke, and what was decided. A token of
 * your server's, short and for one customer, allows it; without one nothing is told.
 */
export function debugRoute(
  parts: Pick<EntranceParts, 'keys' | 'rateLimit'>,
  trails: Pick<DebugTrails, 'read'>,
  clock: Clock,
): Route {
  const answer = async (exchange: Exchange, bytes: Buffer): Promise<void> => {
    const reading = readJson(bytes, 'signals');
    const { customer, token } = reading.ok ? reading.value : {};
    const isAllowed =
      typeof customer === 'string' &&
      typeof token === 'string' &&
      parts.keys.isDebugToken(customer, token, clock.wall());
    if (!isAllowed) refuse(exchange, reading.ok ? NO_TOKEN : reading);
    else replyJson(exchange, 200, { notes: await trails.read(customer) });
  };
  return {
    method: 'POST',
    path: '/v1/debug',
    handle: (exchange) => answerSmallBody(exchange, parts, SIZE, answer),
  };
}
