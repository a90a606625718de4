import type { Button } from '../content/contract.ts';
import { TELEGRAM_HOOKS } from '../hooks/telegram.ts';
import { Unsendable } from '../http/contract.ts';
import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';
import telegram from '../kinds/telegram.ts';

const settings = accountSettings(
  'https://api.telegram.org',
  { token: text(100), hookSecret: text(256).optional() },
  {
    token: secretly({ en: 'Token of the bot', de: 'Token des Bots' }),
    hookSecret: secretly({ en: 'Secret of hooks', de: 'Geheimnis der Rückrufe' }),
  },
);

/** A bot of Telegram: https://core.telegram.org/bots/api#sendmessage */
export default defineHttpProvider({
  name: 'telegram-bot',
  channel: 'telegram',
  shows: telegram.shows,
  title: { en: 'Telegram bot', de: 'Telegram-Bot' },
  summary: {
    en: 'A bot of Telegram. A message whose answer is lost ends as `uncertain`.',
    de: 'Ein Bot von Telegram. Geht die Antwort verloren, endet die Nachricht als `uncertain`.',
  },
  idempotent: false,
  hooks: TELEGRAM_HOOKS,
  settings,
  write({ to }, { token }, _now, { text: words, pictures: [picture], buttons, replies }) {
    const markup = markupOf(buttons, replies);
    const more = markup && { reply_markup: markup };
    if (!picture) return { path: `/bot${token}/sendMessage`, body: { chat_id: to, text: words, ...more } };
    if ([...words].length <= LONGEST_CAPTION) {
      return { path: `/bot${token}/sendPhoto`, body: { chat_id: to, photo: picture.url, caption: words, ...more } };
    }
    // A long text keeps its picture as what its first link shows.
    const link_preview_options = { url: picture.url, prefer_large_media: true };
    return { path: `/bot${token}/sendMessage`, body: { chat_id: to, text: words, link_preview_options, ...more } };
  },
  codes({ json }) {
    const said = fieldOf(json, 'description') ?? '';
    const code = fieldOf(json, 'error_code');
    return [/chat not found|user not found/i.test(said) ? 'no-chat' : undefined, code];
  },
  verdicts: {
    'no-chat': 'suppress-address',
    400: 'drop',
    401: 'channel-misconfigured',
    403: 'suppress-address',
    404: 'channel-misconfigured',
    429: 'throttled',
  },
  waitMs({ json }) {
    const seconds = Number(fieldOf(json, 'parameters', 'retry_after'));
    return seconds > 0 ? seconds * 1_000 : undefined;
  },
  accepted: ({ json }) => fieldOf(json, 'result', 'message_id'),
});

const LONGEST_CAPTION = 1_024;
const MOST_DATA_BYTES = 64;

/**
 * Buttons under the message; answers take the place of the keyboard, or stand with the buttons where there are some.
 */
function markupOf(buttons: readonly Button[], replies: readonly string[]): object | undefined {
  if (buttons.length === 0) {
    const keyboard = replies.map((reply) => [{ text: reply }]);
    return replies.length > 0 ? { keyboard, one_time_keyboard: true, resize_keyboard: true } : undefined;
  }
  const offered = replies.map((reply): Button => ({ label: reply, kind: 'reply', value: reply }));
  return { inline_keyboard: [...buttons, ...offered].map((button) => [inlineOf(button)]) };
}

function inlineOf({ label, kind, value }: Button): object {
  if (kind !== 'reply') return { text: label, url: value };
  if (Buffer.byteLength(value) > MOST_DATA_BYTES)
    throw new Unsendable(`an answer of more than ${MOST_DATA_BYTES} bytes`);
  return { text: label, callback_data: value };
}
