import type { HookEvent, Hooks } from './contract.ts';
import { isEcdsaOf, isTimely, mapOf, readJsonBody, textOf } from './verify.ts';

const SIGNATURE = 'x-twilio-email-event-webhook-signature';
const TIMESTAMP = 'x-twilio-email-event-webhook-timestamp';

const STATES: Readonly<Record<string, HookEvent['state']>> = {
  delivered: 'delivered',
  open: 'opened',
  click: 'clicked',
  bounce: 'bounced',
  dropped: 'failed',
  spamreport: 'complained',
  unsubscribe: 'opted-out',
  group_unsubscribe: 'opted-out',
};

/** SendGrid's signed event webhook: https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event */
export const SENDGRID_HOOKS: Hooks = {
  needs: 'hookKey',
  headers: [SIGNATURE, TIMESTAMP],
  read({ headers, body, now }, settings) {
    const key = textOf(mapOf(settings).hookKey);
    if (key === undefined) return { untrusted: 'this account has no key for hooks: set hookKey' };
    const at = headers[TIMESTAMP] ?? '';
    if (!isEcdsaOf(headers[SIGNATURE] ?? '', key, [at, body])) return { untrusted: 'the signature is not right' };
    if (!isTimely(at, now)) return { untrusted: 'the call is too old' };
    const told = readJsonBody(body);
    return { events: Array.isArray(told) ? told.flatMap((one) => eventOf(mapOf(one)) ?? []) : [] };
  },
};

function eventOf(told: Readonly<Record<string, unknown>>): HookEvent | undefined {
  const state = STATES[String(told.event)];
  const id = textOf(told.sg_event_id);
  if (state === undefined || id === undefined) return undefined;
  return {
    ...{ id, state, hard: told.event === 'bounce' && told.type !== 'blocked' },
    // What follows the id that sending was answered with is the way that the mail took within the service.
    message: textOf(told.sg_message_id)?.replace(/\.(?:filter|recvd).*$/s, ''),
    address: textOf(told.email),
    at: typeof told.timestamp === 'number' ? told.timestamp * 1_000 : undefined,
    reason: textOf(told.reason),
    url: textOf(told.url),
    agent: textOf(told.useragent),
    machine: told.sg_machine_open === true,
  };
}
