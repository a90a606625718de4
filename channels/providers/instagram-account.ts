import { graphCodes, PAGE_VERDICTS, withToken } from '../chat/graph.ts';
import { pageMessageOf } from '../chat/page-message.ts';
import { PAGE_HOOKS } from '../hooks/meta.ts';
import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';
import instagram from '../kinds/instagram.ts';

const settings = accountSettings(
  'https://graph.instagram.com/v25.0',
  { account: text(30), token: text(1_000), hookSecret: text().optional(), hookWord: text().optional() },
  {
    account: { title: { en: 'Id of the account', de: 'Kennung des Kontos' }, kind: 'text' },
    token: secretly({ en: 'Access token', de: 'Zugangstoken' }),
    hookSecret: secretly({ en: 'Secret of hooks', de: 'Geheimnis der Rückrufe' }),
    hookWord: {
      title: { en: 'Agreed word', de: 'Vereinbartes Wort' },
      description: { en: 'Meta asks for it once.', de: 'Meta fragt einmal danach.' },
      kind: 'text',
    },
  },
);

/** Instagram messaging: https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api */
export default defineHttpProvider({
  name: 'instagram-account',
  channel: 'instagram',
  shows: instagram.shows,
  title: { en: 'Account on Instagram', de: 'Konto auf Instagram' },
  summary: {
    en: 'An account on Instagram by its messaging API.',
    de: 'Ein Konto auf Instagram über dessen Messaging-API.',
  },
  idempotent: false,
  hooks: PAGE_HOOKS,
  settings,
  write: ({ id, to }, { account }, _now, shown) => ({
    path: `/${account}/messages`,
    body: {
      recipient: { id: to },
      messaging_type: 'UPDATE',
      message: { ...pageMessageOf(shown), metadata: id.slice(0, 1_000) },
    },
  }),
  authorize: withToken,
  codes: graphCodes,
  verdicts: PAGE_VERDICTS,
  accepted: ({ json }) => fieldOf(json, 'message_id'),
});
