import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';

const settings = accountSettings(
  'https://api.telegram.org',
  { token: text(100) },
  { token: secretly({ en: 'Token of the bot', de: 'Token des Bots' }) },
);

/** A bot of Telegram: https://core.telegram.org/bots/api#sendmessage */
export default defineHttpProvider({
  name: 'telegram-bot',
  channel: 'telegram',
  title: { en: 'Telegram bot', de: 'Telegram-Bot' },
  summary: {
    en: 'A bot of Telegram. A message whose answer is lost ends as `uncertain`.',
    de: 'Ein Bot von Telegram. Geht die Antwort verloren, endet die Nachricht als `uncertain`.',
  },
  idempotent: false,
  settings,
  write: ({ to, message }, { token }) => ({
    path: `/bot${token}/sendMessage`,
    body: { chat_id: to, text: message.text },
  }),
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
