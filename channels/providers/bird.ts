import { showSegments } from '../content/show-content.ts';
import { BIRD_HOOKS } from '../hooks/bird.ts';
import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';
import sms from '../kinds/sms.ts';
import { SMS_SETTINGS, SMS_WORDS } from '../sms/settings.ts';

const settings = accountSettings(
  'https://api.bird.com',
  { workspace: text(64), channelId: text(64), key: text(), hookKey: text().optional(), country: SMS_SETTINGS.country },
  {
    workspace: { title: { en: 'Workspace', de: 'Arbeitsbereich' }, kind: 'text' },
    channelId: { title: { en: 'Channel of the sender', de: 'Kanal des Absenders' }, kind: 'text' },
    key: secretly({ en: 'Access key', de: 'Zugangsschlüssel' }),
    hookKey: secretly({ en: 'Key of hooks', de: 'Schlüssel der Rückrufe' }),
    country: SMS_WORDS.country,
  },
);

/** Bird, once MessageBird: https://docs.bird.com/api/channels-api/api-reference/messaging */
export default defineHttpProvider({
  name: 'bird',
  channel: 'sms',
  shows: sms.shows,
  preview: showSegments,
  title: { en: 'Bird', de: 'Bird' },
  summary: {
    en: 'Bird, once MessageBird, by a channel of its Channels API.',
    de: 'Bird, früher MessageBird, über einen Kanal seiner Channels API.',
  },
  idempotent: false,
  hooks: BIRD_HOOKS,
  settings,
  write: ({ id, to }, { workspace, channelId }, _now, shown) => ({
    path: `/workspaces/${workspace}/channels/${channelId}/messages`,
    body: {
      receiver: { contacts: [{ identifierKey: 'phonenumber', identifierValue: to }] },
      body: { type: 'text', text: { text: shown.text } },
      reference: id,
    },
  }),
  authorize: (call, { key }) => ({ ...call, headers: { authorization: `AccessKey ${key}` } }),
  verdicts: { 'HTTP 404': 'channel-misconfigured' },
  accepted: ({ status, json }) => (status === 202 ? fieldOf(json, 'id') : undefined),
});
