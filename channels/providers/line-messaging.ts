import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';
import { uuidOf } from '../http/uuid-of.ts';

const settings = accountSettings(
  'https://api.line.me',
  { token: text(1_000) },
  { token: secretly({ en: 'Access token', de: 'Zugangstoken' }) },
);

/** LINE Messaging API: https://developers.line.biz/en/reference/messaging-api/#send-push-message */
export default defineHttpProvider({
  name: 'line-messaging',
  channel: 'line',
  title: { en: 'LINE Messaging API', de: 'LINE Messaging API' },
  summary: {
    en: 'An official account of LINE; it recognises a message that comes again.',
    de: 'Ein offizielles Konto von LINE; es erkennt eine Nachricht wieder, die noch einmal kommt.',
  },
  idempotent: true,
  settings,
  write: ({ id, to, message }) => ({
    path: '/v2/bot/message/push',
    headers: { 'x-line-retry-key': uuidOf(id) },
    body: { to, messages: [{ type: 'text', text: message.text }] },
  }),
  authorize: (call, { token }) => ({ ...call, headers: { ...call.headers, authorization: `Bearer ${token}` } }),
  codes: ({ status, json }) =>
    status === 429 && /monthly limit/i.test(fieldOf(json, 'message') ?? '') ? ['monthly-limit'] : [],
  verdicts: { 'monthly-limit': 'channel-misconfigured', 'HTTP 409': 'accepted', 'HTTP 403': 'channel-misconfigured' },
  accepted: ({ json }) => fieldOf(json, 'sentMessages', 0, 'id'),
});
