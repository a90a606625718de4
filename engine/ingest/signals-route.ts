import type { IngestReply } from '../../sdk/protocol.ts';
import type { Headers, Route } from './contract.ts';
import { type Entrance, type EntranceParts, enter } from './entrance.ts';
import { OPEN, refuse, UNFINISHED } from './replies.ts';

/** With the engine's clock, by which an app's SDK corrects the times that it tells. */
const WITH_CLOCK: Headers = [...OPEN, ['access-control-expose-headers', 'kairos-now']];

/** `POST /v1/signals` takes one signal, or `{ "signals": [ … ] }`. It answers when every signal is settled. */
export function signalsRoute(parts: EntranceParts, now: () => number): Route {
  const entrance: Entrance = {
    list: 'signals',
    signalsOf: (reading) => reading,
    reply(exchange, { accepted, duplicates, rejected, again }) {
      const reply: IngestReply = { accepted: accepted.length, duplicates: duplicates.length, rejected };
      if (again.length > 0) refuse(exchange, UNFINISHED, reply);
      else exchange.reply(200, JSON.stringify(reply), [...WITH_CLOCK, ['kairos-now', String(now())]]);
    },
  };
  return { method: 'POST', path: '/v1/signals', handle: (exchange) => enter(exchange, entrance, parts) };
}
