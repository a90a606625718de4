import type { HookEvent, Hooks } from './contract.ts';
import { hashOf, instantOf, isSameText, isTimely, mapOf, phoneOf, readJsonBody, readJwt, textOf } from './verify.ts';

const STATES: Readonly<Record<string, HookEvent['state']>> = {
  delivered: 'delivered',
  read: 'opened',
  undeliverable: 'failed',
  rejected: 'failed',
};

/**
 * Statuses and answers of Vonage's Messages API, each with a token that names the hash of its body:
 * https://developer.vonage.com/en/getting-started/concepts/webhooks
 */
export const VONAGE_HOOKS: Hooks = {
  needs: 'hookSecret',
  headers: ['authorization'],
  read({ headers, body, now }, settings) {
    const secret = textOf(mapOf(settings).hookSecret);
    if (secret === undefined) return { untrusted: 'this account has no secret for hooks: set hookSecret' };
    const claims = readJwt(headers.authorization ?? '', secret);
    if (!claims) return { untrusted: 'the signature is not right' };
    if (!isSameText(String(claims.payload_hash), hashOf(body))) return { untrusted: 'its body is another one' };
    if (!isTimely(claims.iat, now)) return { untrusted: 'the call is too old' };
    const event = eventOf(mapOf(readJsonBody(body)));
    return { events: event ? [event] : [] };
  },
};

function eventOf(told: Readonly<Record<string, unknown>>): HookEvent | undefined {
  const message = textOf(told.message_uuid);
  if (message === undefined) return undefined;
  const at = instantOf(told.timestamp);
  const status = textOf(told.status);
  if (status === undefined) {
    const text = textOf(told.text) ?? textOf(mapOf(told.reply).title) ?? textOf(mapOf(told.button).text);
    if (text === undefined) return undefined;
    return { id: message, state: 'replied', address: phoneOf(told.from), at, text };
  }
  const state = STATES[status];
  if (state === undefined) return undefined;
  const { title, detail } = mapOf(told.error);
  const reason = textOf(detail) ?? textOf(title)?.toString();
  return { id: `${message} ${status}`, message, state, address: phoneOf(told.to), at, reason };
}
