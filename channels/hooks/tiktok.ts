import type { HookEvent, HookReading, Hooks } from './contract.ts';
import { isHmacOf, isTimely, mapOf, readJsonBody, textOf } from './verify.ts';

const SIGNATURE = 'tiktok-signature';

/**
 * Webhooks of an app: https://business-api.tiktok.com/portal/docs?id=1832190670631937, signed as
 * https://developers.tiktok.com/doc/webhooks-verification says. One address gets the calls for all accounts of the app.
 */
export const TIKTOK_HOOKS: Hooks = {
  needs: 'hookSecret',
  headers: [SIGNATURE],
  read({ headers, body, now }, settings): HookReading {
    const { hookSecret, account } = mapOf(settings);
    const secret = textOf(hookSecret);
    if (secret === undefined) return { untrusted: 'this account has no secret for hooks: set hookSecret' };
    const { t = '', s = '' } = partsOf(headers[SIGNATURE] ?? '');
    if (!isHmacOf(s, secret, [t, '.', body])) return { untrusted: 'the signature is not right' };
    if (!isTimely(t, now)) return { untrusted: 'the call is too old' };
    const { event, user_openid, content } = mapOf(readJsonBody(body));
    if (user_openid !== account) return { events: [] };
    // What it is about is JSON within JSON.
    return { events: eventsOf(String(event), mapOf(readJsonBody(Buffer.from(textOf(content) ?? '')))) };
  },
};

/** The parts of a signature by their names: their order may change. */
function partsOf(signature: string): { readonly t?: string; readonly s?: string } {
  return Object.fromEntries(signature.split(',').map((part) => part.trim().split('=', 2)));
}

/** Of customers in the EEA, the United Kingdom and Switzerland it tells neither words nor conversation. */
function eventsOf(event: string, told: Readonly<Record<string, unknown>>): readonly HookEvent[] {
  const address = textOf(told.conversation_id);
  if (address === undefined) return [];
  if (event === 'im_receive_msg') return replyOf(told, address);
  if (event !== 'im_mark_read_msg') return [];
  const at = Number(mapOf(told.read).last_read_timestamp);
  // It says until when all was read, and of no message its id: the last one to the conversation was.
  return at > 0 ? [{ id: `${address} read ${at}`, state: 'opened', address, at }] : [];
}

function replyOf(told: Readonly<Record<string, unknown>>, address: string): readonly HookEvent[] {
  const id = textOf(told.message_id);
  if (id === undefined || told.type === 'reaction') return [];
  const choice = textOf(mapOf(told.reply_source_payload).reply_source_unique_id);
  const message = textOf(mapOf(told.referenced_message_info).referenced_message_id);
  return [
    {
      ...{ id, state: 'replied', message, address, text: textOf(mapOf(told.text).body) ?? '' },
      at: typeof told.timestamp === 'number' ? told.timestamp : undefined,
      ...(choice !== undefined && { choice }),
    },
  ];
}
