import type { Clock } from '../contract.ts';
import type { Route } from './contract.ts';
import { type Entrance, type EntranceParts, enter } from './entrance.ts';
import { type ExpandedInputs, expandMessages } from './expand-messages.ts';
import { fromPostHog } from './posthog.ts';
import { refuse, replyJson, UNFINISHED } from './replies.ts';

/** Single events, and batches of them, as PostHog's libraries for servers and its HTTP API have them. */
const PATHS = ['/batch', '/batch/', '/capture', '/capture/', '/i/v0/e', '/i/v0/e/'];
/** What the libraries ask about flags; there are none here. */
const FLAGS = ['/flags', '/flags/'];

/** The capture API of PostHog, so that its libraries for servers can point here. */
export function posthogRoutes(parts: EntranceParts, clock: Clock): readonly Route[] {
  const entrance: Entrance<ExpandedInputs> = {
    list: 'batch',
    keyIn: ({ api_key: key }) => (typeof key === 'string' ? key : undefined),
    signalsOf({ value, inputs, oversize, isDoubtful }) {
      const frame = { sentAt: value.sent_at, now: clock.now() };
      return {
        ...expandMessages(inputs, oversize, (message) => fromPostHog(message, frame)),
        isDoubtful,
        isShifted: true,
      };
    },
    reply(exchange, { rejected, again }, { origin }) {
      const refused = rejected.map((one) => ({ ...one, index: origin[one.index] ?? one.index }));
      if (again.length > 0) refuse(exchange, UNFINISHED);
      else replyJson(exchange, 200, { status: 1, ...(refused.length > 0 && { rejected: refused }) });
    },
  };
  return [
    ...PATHS.map((path): Route => ({ method: 'POST', path, handle: (exchange) => enter(exchange, entrance, parts) })),
    ...FLAGS.map(
      (path): Route => ({
        method: 'POST',
        path,
        handle: (exchange) =>
          replyJson(exchange, 200, { flags: {}, featureFlags: {}, errorsWhileComputingFlags: false }),
      }),
    ),
  ];
}
