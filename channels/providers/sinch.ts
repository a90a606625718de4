import { showSegments } from '../content/show-content.ts';
import { SINCH_HOOKS } from '../hooks/sinch.ts';
import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';
import sms from '../kinds/sms.ts';
import { SMS_SETTINGS, SMS_WORDS } from '../sms/settings.ts';

const settings = accountSettings(
  'https://us.sms.api.sinch.com',
  { plan: text(64), token: text(), hookPassword: text().optional(), ...SMS_SETTINGS },
  {
    plan: { title: { en: 'Service plan', de: 'Dienstplan' }, kind: 'text' },
    token: secretly({ en: 'Access token', de: 'Zugangstoken' }),
    hookPassword: secretly({ en: 'Password of hooks', de: 'Passwort der Rückrufe' }),
    ...SMS_WORDS,
  },
);

/** Sinch: https://developers.sinch.com/docs/sms/api-reference/sms/tag/Batches */
export default defineHttpProvider({
  name: 'sinch',
  channel: 'sms',
  shows: sms.shows,
  preview: showSegments,
  title: { en: 'Sinch', de: 'Sinch' },
  summary: {
    en: 'Sinch by its batches; `url` is https://eu.sms.api.sinch.com for a plan in the EU.',
    de: 'Sinch über seine Batches; `url` ist https://eu.sms.api.sinch.com für einen Plan in der EU.',
  },
  idempotent: false,
  hooks: SINCH_HOOKS,
  settings,
  write: ({ id, to, expiresAt }, { plan, from }, _now, shown) => ({
    path: `/xms/v1/${plan}/batches`,
    body: {
      from,
      to: [to],
      body: shown.text,
      type: 'mt_text',
      expire_at: new Date(expiresAt).toISOString(),
      delivery_report: 'per_recipient',
      client_reference: id,
    },
  }),
  authorize: (call, { token }) => ({ ...call, headers: { authorization: `Bearer ${token}` } }),
  codes: ({ json }) => [fieldOf(json, 'code')],
  verdicts: {
    unauthorized: 'channel-misconfigured',
    missing_callback_url: 'channel-misconfigured',
    'HTTP 404': 'channel-misconfigured',
  },
  accepted: ({ status, json }) => (status === 201 ? fieldOf(json, 'id') : undefined),
});
