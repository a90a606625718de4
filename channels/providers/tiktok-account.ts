import { TIKTOK_HOOKS } from '../hooks/tiktok.ts';
import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';
import tiktok from '../kinds/tiktok.ts';

const settings = accountSettings(
  'https://business-api.tiktok.com',
  { account: text(200), token: text(), hookSecret: text().optional() },
  {
    account: {
      title: { en: 'Id of the business account', de: 'Kennung des Unternehmenskontos' },
      description: { en: 'The `open_id` that came with its token.', de: 'Die `open_id`, die mit seinem Token kam.' },
      kind: 'text',
    },
    token: secretly(
      { en: 'Access token of the account', de: 'Zugangstoken des Kontos' },
      {
        description: {
          en: 'TikTok takes it for a day: replace the secret with each new one.',
          de: 'TikTok nimmt es einen Tag lang: mit jedem neuen ist das Geheimnis zu ersetzen.',
        },
      },
    ),
    hookSecret: secretly({ en: 'Secret of the app', de: 'Geheimnis der App' }),
  },
);

/** TikTok, Business Messaging API: https://business-api.tiktok.com/portal/docs?id=1832184403754242 */
export default defineHttpProvider({
  name: 'tiktok-account',
  channel: 'tiktok',
  shows: tiktok.shows,
  title: { en: 'Business account on TikTok', de: 'Unternehmenskonto auf TikTok' },
  summary: {
    en: 'Direct messages of a business account on TikTok.',
    de: 'Direktnachrichten eines Unternehmenskontos auf TikTok.',
  },
  idempotent: false,
  hooks: TIKTOK_HOOKS,
  settings,
  write: ({ to }, { account }, _now, shown) => ({
    // Without its last slash the path is not found.
    path: '/open_api/v1.3/business/message/send/',
    body: {
      business_id: account,
      recipient_type: 'CONVERSATION',
      recipient: to,
      message_type: 'TEXT',
      text: { body: shown.text },
    },
  }),
  authorize: (call, { token }) => ({ ...call, headers: { 'access-token': token } }),
  // A fault is a success of HTTP.
  codes: ({ json }) => [fieldOf(json, 'code') === '0' ? undefined : fieldOf(json, 'code')],
  verdicts: {
    40001: 'channel-misconfigured',
    40002: 'drop',
    40007: 'suppress-address',
    // Its rules of direct messages: most often the customer has to write first, or has had ten messages.
    40064: 'window-closed',
    40100: 'throttled',
    40105: 'channel-misconfigured',
    51065: 'transient',
  },
  accepted: ({ json }) => (fieldOf(json, 'code') === '0' ? fieldOf(json, 'data', 'message', 'message_id') : undefined),
});
