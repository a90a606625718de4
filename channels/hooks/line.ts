import type { HookEvent, Hooks } from './contract.ts';
import { isHmacOf, mapOf, readJsonBody, textOf } from './verify.ts';

const SIGNATURE = 'x-line-signature';

/** Events of an official account: https://developers.line.biz/en/reference/messaging-api/#webhooks */
export const LINE_HOOKS: Hooks = {
  needs: 'hookSecret',
  headers: [SIGNATURE],
  read({ headers, body }, settings) {
    const secret = textOf(mapOf(settings).hookSecret);
    if (secret === undefined) return { untrusted: 'this account has no secret for hooks: set hookSecret' };
    if (!isHmacOf(headers[SIGNATURE] ?? '', secret, [body], { encoding: 'base64' })) {
      return { untrusted: 'the signature is not right' };
    }
    const { events } = mapOf(readJsonBody(body));
    return { events: Array.isArray(events) ? events.flatMap((told) => eventOf(mapOf(told)) ?? []) : [] };
  },
};

function eventOf({ type, webhookEventId, timestamp, source, message, postback }: Readonly<Record<string, unknown>>) {
  const id = textOf(webhookEventId);
  const address = textOf(mapOf(source).userId);
  if (id === undefined || address === undefined) return undefined;
  const at = typeof timestamp === 'number' ? timestamp : undefined;
  // Whoever blocks the account follows it no more, and follows again when that is over.
  if (type === 'unfollow') return { id, state: 'blocked', address, at } satisfies HookEvent;
  if (type === 'follow') return { id, state: 'unblocked', address, at } satisfies HookEvent;
  const choice = textOf(mapOf(postback).data);
  const text = textOf(mapOf(message).text) ?? choice;
  if (text === undefined) return undefined;
  return { id, state: 'replied', address, at, text, ...(choice !== undefined && { choice }) } satisfies HookEvent;
}
