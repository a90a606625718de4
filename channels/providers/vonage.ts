import { randomUUID } from 'node:crypto';
import { showSegments } from '../content/show-content.ts';
import { VONAGE_HOOKS } from '../hooks/vonage.ts';
import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { signJwt } from '../http/jwt.ts';
import { accountSettings, privateKey, secretly, text } from '../http/settings.ts';
import sms from '../kinds/sms.ts';
import { SMS_SETTINGS, SMS_WORDS } from '../sms/settings.ts';

const settings = accountSettings(
  'https://api.nexmo.com',
  { application: text(64), privateKey: privateKey(), hookSecret: text().optional(), ...SMS_SETTINGS },
  {
    application: { title: { en: 'Application', de: 'Anwendung' }, kind: 'text' },
    privateKey: secretly({ en: 'Private key', de: 'Privater Schlüssel' }),
    hookSecret: secretly({ en: 'Secret of signatures', de: 'Geheimnis der Signaturen' }),
    ...SMS_WORDS,
  },
);

const TOKEN_SECONDS = 900;
/** How long it tries, in seconds: what its SMS API takes at least, and what it does by itself. */
const [SHORTEST_SECONDS, LONGEST_SECONDS] = [20, 259_200];

/** Vonage, Messages API: https://developer.vonage.com/en/api/messages */
export default defineHttpProvider({
  name: 'vonage',
  channel: 'sms',
  shows: sms.shows,
  preview: showSegments,
  title: { en: 'Vonage', de: 'Vonage' },
  summary: {
    en: 'Vonage by its Messages API, signed with the key of an application.',
    de: 'Vonage über seine Messages API, signiert mit dem Schlüssel einer Anwendung.',
  },
  idempotent: false,
  hooks: VONAGE_HOOKS,
  settings,
  write: ({ id, to, expiresAt }, { from }, now, shown) => ({
    path: '/v1/messages',
    body: {
      message_type: 'text',
      channel: 'sms',
      to: to.replace('+', ''),
      from: from.replace('+', ''),
      text: shown.text,
      ttl: Math.min(Math.max(Math.floor((expiresAt - now) / 1_000), SHORTEST_SECONDS), LONGEST_SECONDS),
      client_ref: id.slice(0, 100),
    },
  }),
  async token({ application, privateKey }, _ask, now) {
    const iat = Math.floor(now / 1_000);
    const claims = { application_id: application, iat, exp: iat + TOKEN_SECONDS, jti: randomUUID() };
    return { value: signJwt('RS256', privateKey, {}, claims), goodForMs: TOKEN_SECONDS * 1_000 };
  },
  verdicts: { 'HTTP 402': 'channel-misconfigured' },
  accepted: ({ json }) => fieldOf(json, 'message_uuid'),
});
