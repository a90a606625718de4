import type { HookEvent, Hooks } from './contract.ts';
import { isHmacOf, mapOf, readJsonBody, textOf } from './verify.ts';

const SIGNATURE = 'x-viber-content-signature';

const STATES: Readonly<Record<string, HookEvent['state']>> = {
  delivered: 'delivered',
  seen: 'opened',
  failed: 'failed',
  unsubscribed: 'opted-out',
  message: 'replied',
};

/** Callbacks of a bot: https://developers.viber.com/docs/api/rest-bot-api/#callbacks */
export const VIBER_HOOKS: Hooks = {
  headers: [SIGNATURE],
  read({ headers, body }, settings) {
    const token = textOf(mapOf(settings).token);
    if (token === undefined || !isHmacOf(headers[SIGNATURE] ?? '', token, [body])) {
      return { untrusted: 'the signature is not right' };
    }
    // Its ids are numbers beyond 2^53.
    const exact = body.toString('utf8').replace(/("message_token"\s*:\s*)(\d+)/g, '$1"$2"');
    const { event, message_token, timestamp, user_id, sender, message, desc } = mapOf(readJsonBody(Buffer.from(exact)));
    const state = STATES[String(event)];
    if (state === undefined) return { events: [] };
    const id = `${String(message_token)} ${String(event)}`;
    const isReceipt = state !== 'replied' && state !== 'opted-out';
    return {
      events: [
        {
          ...{ id, state, address: textOf(user_id) ?? textOf(mapOf(sender).id), reason: textOf(desc) },
          ...(isReceipt && { message: textOf(message_token) }),
          ...(state === 'replied' && { text: textOf(mapOf(message).text) ?? '' }),
          at: typeof timestamp === 'number' ? timestamp : undefined,
        },
      ],
    };
  },
};
