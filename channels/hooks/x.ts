import { createHmac } from 'node:crypto';
import type { HookEvent, Hooks } from './contract.ts';
import { isHmacOf, listOf, mapOf, readJsonBody, textOf } from './verify.ts';

const SIGNATURE = 'x-twitter-webhooks-signature';

/**
 * Account Activity API: https://docs.x.com/x-api/webhooks/quickstart. A GET is answered with the hash of its token, by
 * which X knows that the address is ours.
 */
export const X_HOOKS: Hooks = {
  needs: 'consumerSecret',
  headers: [SIGNATURE],
  read({ method, query, headers, body }, settings) {
    const secret = textOf(mapOf(settings).consumerSecret) ?? '';
    if (method === 'GET') {
      const asked = query.get('crc_token');
      if (secret === '' || !asked) return { untrusted: 'it asks for nothing' };
      const hash = createHmac('sha256', secret).update(asked).digest('base64');
      return { events: [], answer: JSON.stringify({ response_token: `sha256=${hash}` }) };
    }
    const said = (headers[SIGNATURE] ?? '').replace(/^sha256=/, '');
    if (secret === '' || !isHmacOf(said, secret, [body], { encoding: 'base64' })) {
      return { untrusted: 'the signature is not right' };
    }
    const told = mapOf(readJsonBody(body));
    const own = textOf(told.for_user_id);
    return {
      events: [
        ...listOf(told.direct_message_events).flatMap((event) => answerOf(mapOf(event), own) ?? []),
        ...listOf(told.direct_message_mark_read_events).flatMap((event) => readOf(mapOf(event), own) ?? []),
      ],
    };
  },
};

type Told = Readonly<Record<string, unknown>>;

function answerOf({ id, type, created_timestamp, message_create }: Told, own: string | undefined) {
  const { sender_id, message_data } = mapOf(message_create);
  const { text, quick_reply_response } = mapOf(message_data);
  const [event, address, words] = [textOf(id), textOf(sender_id), textOf(text)];
  if (type !== 'message_create' || event === undefined || address === undefined || words === undefined)
    return undefined;
  // What the account wrote itself.
  if (address === own) return undefined;
  const choice = textOf(mapOf(quick_reply_response).metadata);
  return {
    ...{ id: event, state: 'replied', address, at: Number(created_timestamp) || undefined, text: words },
    ...(choice !== undefined && { choice }),
  } satisfies HookEvent;
}

function readOf({ sender_id, last_read_event_id, created_timestamp }: Told, own: string | undefined) {
  const [address, message] = [textOf(sender_id), textOf(last_read_event_id)];
  if (address === undefined || message === undefined || address === own) return undefined;
  const at = Number(created_timestamp) || undefined;
  return { id: `${message} read`, state: 'opened', message, address, at } satisfies HookEvent;
}
