import { showSegments } from '../content/show-content.ts';
import { basic } from '../http/basic.ts';
import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';
import sms from '../kinds/sms.ts';
import { SMS_SETTINGS, SMS_WORDS } from '../sms/settings.ts';
import { TWILIO_CODES } from '../sms/twilio-codes.ts';

const settings = accountSettings(
  'https://api.twilio.com',
  { account: text(64), key: text(64).optional(), token: text(), service: text(64).optional(), ...SMS_SETTINGS },
  {
    account: { title: { en: 'Account', de: 'Konto' }, kind: 'text', examples: ['AC0123456789abcdef'] },
    key: {
      title: { en: 'Key id', de: 'Kennung des Schlüssels' },
      description: { en: 'In place of the account’s own token.', de: 'Anstelle des Tokens, das dem Konto gehört.' },
      kind: 'text',
    },
    token: secretly({ en: 'Access token', de: 'Zugangstoken' }),
    service: {
      title: { en: 'Messaging service', de: 'Nachrichtendienst' },
      description: { en: 'It chooses the sender.', de: 'Er wählt den Absender.' },
      kind: 'text',
    },
    ...SMS_WORDS,
  },
);

/** Its longest validity of a message: ten hours. */
const LONGEST_SECONDS = 36_000;

/** Twilio: https://www.twilio.com/docs/messaging/api/message-resource */
export default defineHttpProvider({
  name: 'twilio',
  channel: 'sms',
  shows: sms.shows,
  preview: showSegments,
  title: { en: 'Twilio', de: 'Twilio' },
  summary: {
    en: 'Twilio, by a number or a messaging service. A message whose answer is lost ends as `uncertain`.',
    de: 'Twilio, über eine Nummer oder einen Nachrichtendienst. Geht die Antwort verloren, endet die Nachricht als `uncertain`.',
  },
  idempotent: false,
  settings,
  write({ to, expiresAt }, { account, service, from }, now, shown) {
    const seconds = Math.min(Math.max(Math.floor((expiresAt - now) / 1_000), 1), LONGEST_SECONDS);
    const sender = service === undefined ? { From: from } : { MessagingServiceSid: service };
    const form = { To: to, Body: shown.text, ValidityPeriod: String(seconds), ...sender };
    return { path: `/2010-04-01/Accounts/${account}/Messages.json`, body: new URLSearchParams(form) };
  },
  authorize: (call, { account, key, token }) => ({ ...call, headers: { authorization: basic(key ?? account, token) } }),
  codes: ({ json }) => [fieldOf(json, 'error_code'), fieldOf(json, 'code')],
  verdicts: TWILIO_CODES,
  accepted: ({ json }) => fieldOf(json, 'sid'),
});
