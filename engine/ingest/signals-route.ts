import type { IngestReply } from '../../sdk/protocol.ts';
import type { Route } from './contract.ts';
import { type Entrance, type EntranceParts, enter } from './entrance.ts';
import { refuse, replyJson, UNFINISHED } from './replies.ts';

/** `POST /v1/signals` takes one signal, or `{ "signals": [ … ] }`. It answers when every signal is settled. */
export function signalsRoute(parts: EntranceParts): Route {
  const entrance: Entrance = {
    list: 'signals',
    signalsOf: (reading) => reading,
    reply(exchange, { accepted, duplicates, rejected, again }) {
      const reply: IngestReply = { accepted: accepted.length, duplicates: duplicates.length, rejected };
      if (again.length > 0) refuse(exchange, UNFINISHED, reply);
      else replyJson(exchange, 200, reply);
    },
  };
  return { method: 'POST', path: '/v1/signals', handle: (exchange) => enter(exchange, entrance, parts) };
}
