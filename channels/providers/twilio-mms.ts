import { TWILIO_HOOKS } from '../hooks/twilio.ts';
import { basic } from '../http/basic.ts';
import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import mms from '../kinds/mms.ts';
import { TWILIO_CODES } from '../sms/twilio-codes.ts';
import { canTwilioTell, formOf, twilioSettings } from '../sms/twilio-form.ts';

/** Twilio: https://www.twilio.com/docs/messaging/api/message-resource */
export default defineHttpProvider({
  name: 'twilio-mms',
  channel: 'mms',
  title: { en: 'Twilio for pictures', de: 'Twilio für Bilder' },
  summary: {
    en: 'Twilio, with pictures that it fetches from their URLs.',
    de: 'Twilio, mit Bildern, die es von ihren Adressen holt.',
  },
  idempotent: false,
  hooks: TWILIO_HOOKS,
  canTell: canTwilioTell,
  shows: mms.shows,
  settings: twilioSettings({}, {}),
  write: formOf,
  authorize: (call, { account, key, token }) => ({ ...call, headers: { authorization: basic(key ?? account, token) } }),
  codes: ({ json }) => [fieldOf(json, 'error_code'), fieldOf(json, 'code')],
  verdicts: TWILIO_CODES,
  accepted: ({ json }) => fieldOf(json, 'sid'),
});
