import { createSecretKey } from 'node:crypto';
import { APPLE_HOOKS } from '../hooks/apple.ts';
import { defineHttpProvider } from '../http/define.ts';
import { signJwt } from '../http/jwt.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';
import { uuidOf } from '../http/uuid-of.ts';
import appleMessages from '../kinds/apple-messages.ts';

const settings = accountSettings(
  'https://mspgw.push.apple.com',
  {
    platform: text(100),
    secret: text(500),
    business: text(200),
  },
  {
    platform: {
      title: { en: 'Messaging service provider', de: 'Nachrichtendienstleister' },
      description: { en: 'The id that Apple gave it.', de: 'Die Kennung, die Apple ihm gab.' },
      kind: 'text',
    },
    secret: secretly({ en: 'Secret', de: 'Geheimnis' }, { description: { en: 'In base64.', de: 'In Base64.' } }),
    business: { title: { en: 'Id of the business', de: 'Kennung des Unternehmens' }, kind: 'text' },
  },
);

const TOKEN_MS = 30 * 60_000;

/** Apple Messages for Business: https://register.apple.com/resources/messages/msp-rest-api/ */
export default defineHttpProvider({
  name: 'apple-business',
  channel: 'apple-messages',
  title: { en: 'Apple Messages for Business', de: 'Apple Messages for Business' },
  summary: {
    en: 'Apple’s gateway for messaging service providers.',
    de: 'Apples Gateway für Nachrichtendienstleister.',
  },
  idempotent: false,
  hooks: APPLE_HOOKS,
  shows: appleMessages.shows,
  settings,
  write({ id, to }, { business }, _now, shown) {
    const about = { id: uuidOf(id), sourceId: business, destinationId: to };
    return {
      path: '/v1/message',
      headers: { id: about.id, 'source-id': business, 'destination-id': to },
      body: { v: 1, type: 'text', ...about, body: shown.text },
    };
  },
  async token({ platform, secret }, _ask, now) {
    const claims = { iss: platform, iat: Math.floor(now / 1_000) };
    const key = createSecretKey(Buffer.from(secret, 'base64'));
    return { value: signJwt('HS256', key, {}, claims), goodForMs: TOKEN_MS };
  },
  // The thread has ended, by its customer.
  verdicts: { 'HTTP 403': 'opt-out', 'HTTP 404': 'suppress-address' },
  accepted: ({ status }, { id }) => (status === 200 ? uuidOf(id) : undefined),
});
