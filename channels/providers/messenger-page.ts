import { definePageAccount } from '../chat/page-account.ts';
import messenger from '../kinds/messenger.ts';

/** Messenger Platform: https://developers.facebook.com/docs/messenger-platform/reference/send-api */
export default definePageAccount({
  name: 'messenger-page',
  kind: messenger,
  url: 'https://graph.facebook.com/v25.0',
  account: { en: 'Id of the page', de: 'Kennung der Seite' },
  title: { en: 'Page on Facebook', de: 'Seite auf Facebook' },
  summary: {
    en: 'A page on Facebook by the Messenger Platform.',
    de: 'Eine Seite auf Facebook über die Messenger-Plattform.',
  },
});
