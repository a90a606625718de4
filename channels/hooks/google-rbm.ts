import type { HookEvent, Hooks } from './contract.ts';
import { instantOf, isHmacOf, isSameText, mapOf, readJsonBody, textOf } from './verify.ts';

const SIGNATURE = 'x-goog-signature';

const STATES: Readonly<Record<string, HookEvent['state']>> = {
  DELIVERED: 'delivered',
  READ: 'opened',
  UNSUBSCRIBE: 'opted-out',
};

/**
 * Events of an agent of RCS for Business:
 * https://developers.google.com/business-communications/rcs-business-messaging/guides/integrate/webhooks. Once it asks
 * for the secret that it sends along with the token that both know.
 */
export const RBM_HOOKS: Hooks = {
  needs: 'hookToken',
  headers: [SIGNATURE],
  read({ headers, body }, settings) {
    const token = textOf(mapOf(settings).hookToken);
    if (token === undefined) return { untrusted: 'this account has no token for hooks: set hookToken' };
    const told = mapOf(readJsonBody(body));
    const { clientToken, secret } = told;
    if (typeof clientToken === 'string') {
      const isRight = isSameText(clientToken, token);
      return isRight ? { events: [], answer: textOf(secret) ?? '' } : { untrusted: 'another token was agreed on' };
    }
    const data = Buffer.from(textOf(mapOf(told.message).data) ?? '', 'base64');
    if (!isHmacOf(headers[SIGNATURE] ?? '', token, [data], { algorithm: 'sha512', encoding: 'base64' })) {
      return { untrusted: 'the signature is not right' };
    }
    const event = eventOf(mapOf(readJsonBody(data)));
    return { events: event ? [event] : [] };
  },
};

function eventOf(told: Readonly<Record<string, unknown>>): HookEvent | undefined {
  const address = textOf(told.senderPhoneNumber);
  const at = instantOf(told.sendTime);
  const of = textOf(told.messageId);
  const type = textOf(told.eventType);
  if (type !== undefined) {
    const state = STATES[type];
    const id = textOf(told.eventId) ?? `${of} ${type}`;
    if (state === undefined) return undefined;
    // Sending was answered with the name of the message, which has the phone in it.
    return { id, state, address, at, ...(of !== undefined && { message: `phones/${address}/agentMessages/${of}` }) };
  }
  const chosen = mapOf(told.suggestionResponse);
  const choice = textOf(chosen.postbackData);
  const text = textOf(told.text) ?? textOf(chosen.text) ?? choice;
  return of === undefined || text === undefined ? undefined : { id: of, state: 'replied', address, at, text, choice };
}
