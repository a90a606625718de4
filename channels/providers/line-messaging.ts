import type { Button, Shown } from '../content/contract.ts';
import { LINE_HOOKS } from '../hooks/line.ts';
import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';
import { uuidOf } from '../http/uuid-of.ts';
import line from '../kinds/line.ts';

const settings = accountSettings(
  'https://api.line.me',
  { token: text(1_000), hookSecret: text().optional() },
  {
    token: secretly({ en: 'Access token', de: 'Zugangstoken' }),
    hookSecret: secretly({ en: 'Secret of hooks', de: 'Geheimnis der Rückrufe' }),
  },
);

/** LINE Messaging API: https://developers.line.biz/en/reference/messaging-api/#send-push-message */
export default defineHttpProvider({
  name: 'line-messaging',
  channel: 'line',
  shows: line.shows,
  title: { en: 'LINE Messaging API', de: 'LINE Messaging API' },
  summary: {
    en: 'An official account of LINE; it recognises a message that comes again.',
    de: 'Ein offizielles Konto von LINE; es erkennt eine Nachricht wieder, die noch einmal kommt.',
  },
  idempotent: true,
  hooks: LINE_HOOKS,
  settings,
  write: ({ id, to }, _settings, _now, shown) => ({
    path: '/v2/bot/message/push',
    headers: { 'x-line-retry-key': uuidOf(id) },
    body: { to, messages: messagesOf(shown) },
  }),
  authorize: (call, { token }) => ({ ...call, headers: { ...call.headers, authorization: `Bearer ${token}` } }),
  codes: ({ status, json }) =>
    status === 429 && /monthly limit/i.test(fieldOf(json, 'message') ?? '') ? ['monthly-limit'] : [],
  verdicts: { 'monthly-limit': 'channel-misconfigured', 'HTTP 409': 'accepted', 'HTTP 403': 'channel-misconfigured' },
  accepted: ({ json }) => fieldOf(json, 'sentMessages', 0, 'id'),
});

const LONGEST_BESIDE_BUTTONS = 160;

/** A picture first, then the text with its buttons, then the place; answers to choose from stand at the last one. */
function messagesOf({ text: words, pictures, buttons, replies, location }: Shown): readonly object[] {
  const messages: object[] = pictures.map(({ url }) => ({
    ...{ type: 'image', originalContentUrl: url, previewImageUrl: url },
  }));
  if (words) messages.push(...textOf(words, buttons));
  if (location) {
    const { lat: latitude, lon: longitude, name = '…', address = name } = location;
    messages.push({ type: 'location', title: name.slice(0, 100), address: address.slice(0, 100), latitude, longitude });
  }
  const items = replies.map((reply) => ({
    type: 'action',
    action: actionOf({ label: reply, kind: 'reply', value: reply }),
  }));
  return items.length === 0 ? messages : messages.with(-1, { ...messages.at(-1), quickReply: { items } });
}

function textOf(words: string, buttons: readonly Button[]): readonly object[] {
  if (buttons.length === 0) return [{ type: 'text', text: words }];
  const actions = buttons.map(actionOf);
  const isShort = words.length <= LONGEST_BESIDE_BUTTONS;
  const template = { type: 'buttons', text: isShort ? words : '…', actions };
  const choice = { type: 'template', altText: words.slice(0, 400), template };
  return isShort ? [choice] : [{ type: 'text', text: words }, choice];
}

function actionOf({ label, kind, value }: Button): object {
  const name = [...label].slice(0, 20).join('');
  if (kind === 'reply') return { type: 'message', label: name, text: value.slice(0, 300) };
  return { type: 'uri', label: name, uri: kind === 'call' ? `tel:${value}` : value };
}
