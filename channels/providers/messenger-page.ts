import { graphCodes, PAGE_VERDICTS, withToken } from '../chat/graph.ts';
import { pageMessageOf } from '../chat/page-message.ts';
import { PAGE_HOOKS } from '../hooks/meta.ts';
import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';
import messenger from '../kinds/messenger.ts';

const settings = accountSettings(
  'https://graph.facebook.com/v25.0',
  { account: text(30), token: text(1_000), hookSecret: text().optional(), hookWord: text().optional() },
  {
    account: { title: { en: 'Id of the page', de: 'Kennung der Seite' }, kind: 'text' },
    token: secretly({ en: 'Access token', de: 'Zugangstoken' }),
    hookSecret: secretly({ en: 'Secret of hooks', de: 'Geheimnis der Rückrufe' }),
    hookWord: {
      title: { en: 'Agreed word', de: 'Vereinbartes Wort' },
      description: { en: 'Meta asks for it once.', de: 'Meta fragt einmal danach.' },
      kind: 'text',
    },
  },
);

/** Messenger Platform: https://developers.facebook.com/docs/messenger-platform/reference/send-api */
export default defineHttpProvider({
  name: 'messenger-page',
  channel: 'messenger',
  shows: messenger.shows,
  title: { en: 'Page on Facebook', de: 'Seite auf Facebook' },
  summary: {
    en: 'A page on Facebook by the Messenger Platform.',
    de: 'Eine Seite auf Facebook über die Messenger-Plattform.',
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
