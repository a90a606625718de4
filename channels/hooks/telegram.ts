import type { Hooks } from './contract.ts';
import { isSameText, mapOf, readJsonBody, textOf } from './verify.ts';

const SECRET = 'x-telegram-bot-api-secret-token';

/** Updates of a bot: https://core.telegram.org/bots/api#setwebhook. Telegram tells of no deliveries. */
export const TELEGRAM_HOOKS: Hooks = {
  needs: 'hookSecret',
  headers: [SECRET],
  read({ headers, body }, settings) {
    const secret = textOf(mapOf(settings).hookSecret);
    if (secret === undefined) return { untrusted: 'this account has no secret for hooks: set hookSecret' };
    if (!isSameText(headers[SECRET] ?? '', secret)) return { untrusted: 'the secret is not right' };
    const told = mapOf(readJsonBody(body));
    const id = `${told.update_id}`;
    const { chat, new_chat_member } = mapOf(told.my_chat_member);
    const { status } = mapOf(new_chat_member);
    if (status === 'kicked') return { events: [{ id, state: 'blocked', address: chatOf(chat) }] };
    if (status === 'member') return { events: [{ id, state: 'unblocked', address: chatOf(chat) }] };
    const pressed = mapOf(told.callback_query);
    const { chat: from, text } = mapOf(told.message);
    const address = chatOf(from) ?? chatOf(mapOf(pressed.message).chat);
    const said = textOf(text) ?? textOf(pressed.data);
    if (address === undefined || said === undefined) return { events: [] };
    const choice = textOf(pressed.data);
    return { events: [{ id, state: 'replied', address, text: said, ...(choice !== undefined && { choice }) }] };
  },
};

function chatOf(chat: unknown): string | undefined {
  const { id } = mapOf(chat);
  return typeof id === 'number' ? String(id) : undefined;
}
