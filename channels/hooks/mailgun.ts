import type { HookEvent, Hooks } from './contract.ts';
import { isHmacOf, isTimely, mapOf, readJsonBody, textOf } from './verify.ts';

const STATES: Readonly<Record<string, HookEvent['state']>> = {
  delivered: 'delivered',
  opened: 'opened',
  clicked: 'clicked',
  failed: 'bounced',
  complained: 'complained',
  unsubscribed: 'opted-out',
};

/** Mailgun's webhooks: https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks */
export const MAILGUN_HOOKS: Hooks = {
  needs: 'hookKey',
  headers: [],
  read({ body, now }, settings) {
    const key = textOf(mapOf(settings).hookKey);
    if (key === undefined) return { untrusted: 'this account has no key for hooks: set hookKey' };
    const told = mapOf(readJsonBody(body));
    const { timestamp, token, signature } = mapOf(told.signature);
    if (!isHmacOf(String(signature), key, [String(timestamp), String(token)])) {
      return { untrusted: 'the signature is not right' };
    }
    if (!isTimely(timestamp, now)) return { untrusted: 'the call is too old' };
    const event = eventOf(mapOf(told['event-data']));
    return { events: event ? [event] : [] };
  },
};

function eventOf(told: Readonly<Record<string, unknown>>): HookEvent | undefined {
  const state = STATES[String(told.event)];
  const id = textOf(told.id);
  // A temporary failure is tried again by the service itself.
  if (state === undefined || id === undefined || (state === 'bounced' && told.severity !== 'permanent'))
    return undefined;
  const status = mapOf(told['delivery-status']);
  const client = mapOf(told['client-info']);
  const message = textOf(mapOf(mapOf(told.message).headers)['message-id']);
  return {
    ...{ id, state, hard: state === 'bounced' },
    // Sending was answered with it in angle brackets.
    message: message && `<${message}>`,
    address: textOf(told.recipient),
    at: typeof told.timestamp === 'number' ? Math.floor(told.timestamp * 1_000) : undefined,
    reason: textOf(status.message) ?? textOf(status.description),
    url: textOf(told.url),
    agent: textOf(client['user-agent']),
    machine: textOf(client.bot) !== undefined,
  };
}
