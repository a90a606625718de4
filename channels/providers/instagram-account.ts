import { definePageAccount } from '../chat/page-account.ts';
import instagram from '../kinds/instagram.ts';

/**
 * Instagram messaging:
 * https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api
 */
export default definePageAccount({
  name: 'instagram-account',
  kind: instagram,
  url: 'https://graph.instagram.com/v25.0',
  account: { en: 'Id of the account', de: 'Kennung des Kontos' },
  title: { en: 'Account on Instagram', de: 'Konto auf Instagram' },
  summary: {
    en: 'An account on Instagram by its messaging API.',
    de: 'Ein Konto auf Instagram über dessen Messaging-API.',
  },
});
