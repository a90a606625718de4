import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { accountSettings } from '../http/settings.ts';
import discord from '../kinds/discord.ts';

const settings = accountSettings(
  undefined,
  {},
  {
    url: {
      title: { en: 'Address of the webhook', de: 'Adresse des Webhooks' },
      description: { en: 'It holds a token: keep it secret.', de: 'Sie enthält ein Token: geheim halten.' },
      kind: 'secret',
      examples: ['https://discord.com/api/webhooks/1/abc'],
    },
  },
);

/** A webhook of Discord: https://discord.com/developers/docs/resources/webhook#execute-webhook */
export default defineHttpProvider({
  name: 'discord-webhook',
  channel: 'discord',
  shows: discord.shows,
  title: { en: 'Webhook of Discord', de: 'Webhook von Discord' },
  summary: {
    en: 'A webhook of one channel in Discord; a message mentions nobody.',
    de: 'Ein Webhook eines Kanals in Discord; eine Nachricht erwähnt niemanden.',
  },
  idempotent: false,
  settings,
  // Only with `wait` it says whether the message was kept.
  write: (_outbound, _settings, _now, { text: words, pictures }) => ({
    path: '?wait=true',
    body: {
      content: words,
      allowed_mentions: { parse: [] },
      ...(pictures.length > 0 && { embeds: pictures.map(({ url }) => ({ image: { url } })) }),
    },
  }),
  codes: ({ json }) => [fieldOf(json, 'code')],
  verdicts: {
    10015: 'disable-endpoint',
    50006: 'drop',
    50027: 'channel-misconfigured',
    50035: 'drop',
  },
  waitMs({ json }) {
    const seconds = Number(fieldOf(json, 'retry_after'));
    return seconds > 0 ? seconds * 1_000 : undefined;
  },
  accepted: ({ json }) => fieldOf(json, 'id'),
});
