import { showSegments } from '../content/show-content.ts';
import { TWILIO_HOOKS } from '../hooks/twilio.ts';
import { basic } from '../http/basic.ts';
import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import sms from '../kinds/sms.ts';
import { TWILIO_CODES } from '../sms/twilio-codes.ts';
import { canTwilioTell, formOf, twilioSettings } from '../sms/twilio-form.ts';

/** Twilio: https://www.twilio.com/docs/messaging/api/message-resource */
export default defineHttpProvider({
  name: 'twilio',
  channel: 'sms',
  title: { en: 'Twilio', de: 'Twilio' },
  summary: {
    en: 'Twilio, by a number or a messaging service. A message whose answer is lost ends as `uncertain`.',
    de: 'Twilio, über eine Nummer oder einen Nachrichtendienst. Geht die Antwort verloren, endet die Nachricht als `uncertain`.',
  },
  idempotent: false,
  hooks: TWILIO_HOOKS,
  canTell: canTwilioTell,
  shows: sms.shows,
  preview: showSegments,
  settings: twilioSettings({}, {}),
  write: formOf,
  authorize: (call, { account, key, token }) => ({ ...call, headers: { authorization: basic(key ?? account, token) } }),
  codes: ({ json }) => [fieldOf(json, 'error_code'), fieldOf(json, 'code')],
  verdicts: TWILIO_CODES,
  accepted: ({ json }) => fieldOf(json, 'sid'),
});
