import type { Clock } from '../contract.ts';
import type { Route } from './contract.ts';
import { type Entrance, type EntranceParts, enter } from './entrance.ts';
import { type ExpandedInputs, expandMessages } from './expand-messages.ts';
import { fieldsOf } from './fields.ts';
import { fromPostHog } from './posthog.ts';
import { posthogConfigRoutes } from './posthog-config.ts';
import { refuse, replyJson, UNFINISHED } from './replies.ts';

/** Single events, and batches of them, as PostHog's libraries and its HTTP API have them. */
const PATHS = ['/batch', '/batch/', '/capture', '/capture/', '/e', '/e/', '/i/v0/e', '/i/v0/e/'];
/** What the libraries ask about flags; there are none here. */
const FLAGS = ['/flags', '/flags/'];
/** The form of a beacon of `posthog-js`. */
const FORM = Buffer.from('data=');

/** The capture API of PostHog, so that its libraries can point here. */
export function posthogRoutes(parts: EntranceParts, clock: Clock): readonly Route[] {
  const entrance: Entrance<ExpandedInputs> = {
    list: 'batch',
    keyIn: ({ api_key: key, properties }) =>
      [key, fieldsOf(properties).token].find((one) => typeof one === 'string') as string | undefined,
    unwrap: (bytes) => (bytes.subarray(0, FORM.length).equals(FORM) ? bodyOfForm(bytes) : bytes),
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
    ...posthogConfigRoutes(parts),
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

/** The JSON in a form, in base64; what is none is refused when it is read. */
function bodyOfForm(bytes: Buffer): Buffer {
  const data = new URLSearchParams(bytes.toString('latin1')).get('data') ?? '';
  // A space is a plus that was not written as %2B.
  return Buffer.from(data.replaceAll(' ', '+'), 'base64');
}
