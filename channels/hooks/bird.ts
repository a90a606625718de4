import { createHash } from 'node:crypto';
import type { HookEvent, Hooks } from './contract.ts';
import { instantOf, isHmacOf, isTimely, listOf, mapOf, readJsonBody, textOf } from './verify.ts';

const SIGNATURE = 'messagebird-signature';
const TIMESTAMP = 'messagebird-request-timestamp';

const STATES: Readonly<Record<string, HookEvent['state']>> = {
  delivered: 'delivered',
  sending_failed: 'failed',
  delivery_failed: 'failed',
};

/**
 * Subscriptions to a channel of Bird:
 * https://docs.bird.com/api/notifications-api/api-reference/webhook-subscriptions/verifying-a-webhook-subscription
 */
export const BIRD_HOOKS: Hooks = {
  needs: 'hookKey',
  headers: [SIGNATURE, TIMESTAMP],
  read({ url, headers, body, now }, settings) {
    const key = textOf(mapOf(settings).hookKey);
    if (key === undefined) return { untrusted: 'this account has no key for hooks: set hookKey' };
    const at = headers[TIMESTAMP] ?? '';
    const hash = createHash('sha256').update(body).digest();
    if (!isHmacOf(headers[SIGNATURE] ?? '', key, [`${at}\n${url}\n`, hash], { encoding: 'base64' })) {
      return { untrusted: 'the signature is not right' };
    }
    if (!isTimely(at, now)) return { untrusted: 'the call is too old' };
    const event = eventOf(mapOf(readJsonBody(body)));
    return { events: event ? [event] : [] };
  },
};

function eventOf({ event, payload }: Readonly<Record<string, unknown>>): HookEvent | undefined {
  const told = mapOf(payload);
  const message = textOf(told.id);
  if (message === undefined) return undefined;
  if (/\.inbound$/.test(String(event))) {
    const address = textOf(mapOf(mapOf(told.sender).contact).identifierValue);
    const text = textOf(mapOf(mapOf(told.body).text).text);
    if (address === undefined || text === undefined) return undefined;
    return { id: message, state: 'replied', address, at: instantOf(told.createdAt), text };
  }
  const status = String(told.status);
  const state = STATES[status];
  if (state === undefined) return undefined;
  const address = textOf(mapOf(listOf(mapOf(told.receiver).contacts)[0]).identifierValue);
  const reason = textOf(told.reason) ?? textOf(mapOf(told.failure).description);
  return { id: `${message} ${status}`, message, state, address, at: instantOf(told.lastStatusAt), reason };
}
