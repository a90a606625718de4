import { MAIL_SETTINGS, MAIL_WORDS, mailPartsOf } from '../email/mail-parts.ts';
import { SENDGRID_HOOKS } from '../hooks/sendgrid.ts';
import { defineHttpProvider } from '../http/define.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';

const settings = accountSettings(
  'https://api.sendgrid.com',
  { key: text(), hookKey: text().optional(), ...MAIL_SETTINGS },
  {
    key: secretly({ en: 'API key', de: 'API-Schlüssel' }),
    hookKey: {
      title: { en: 'Key of hooks', de: 'Schlüssel der Rückrufe' },
      description: {
        en: 'The public key of the signed event webhook.',
        de: 'Der öffentliche Schlüssel des signierten Event-Webhooks.',
      },
      kind: 'text',
    },
    ...MAIL_WORDS,
  },
);

/** SendGrid: https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send */
export default defineHttpProvider({
  name: 'sendgrid',
  channel: 'email',
  title: { en: 'SendGrid', de: 'SendGrid' },
  summary: {
    en: 'SendGrid by its API; `url` is https://api.eu.sendgrid.com for an account in the EU.',
    de: 'SendGrid über seine API; `url` ist https://api.eu.sendgrid.com für ein Konto in der EU.',
  },
  idempotent: false,
  hooks: SENDGRID_HOOKS,
  settings,
  write(outbound, account, now) {
    const { from, to, replyTo, subject, html, text: words, headers, files } = mailPartsOf(outbound, account, now);
    return {
      path: '/v3/mail/send',
      body: {
        personalizations: [{ to: [{ email: to }] }],
        from: { email: from.address, name: from.name },
        ...(replyTo !== undefined && { reply_to: { email: replyTo } }),
        subject,
        content: [
          { type: 'text/plain', value: words || ' ' },
          { type: 'text/html', value: html },
        ],
        ...(files.length > 0 && {
          attachments: files.map(({ name, type, base64, cid }) => ({
            ...{ filename: name, type, content: base64 },
            ...(cid === undefined ? { disposition: 'attachment' } : { disposition: 'inline', content_id: cid }),
          })),
        }),
        headers: Object.fromEntries(headers),
        custom_args: { delivery: outbound.id },
      },
    };
  },
  authorize: (call, { key }) => ({ ...call, headers: { authorization: `Bearer ${key}` } }),
  waitMs({ headers }, now) {
    const reset = Number(headers['x-ratelimit-reset']) * 1_000 - now;
    return reset > 0 ? reset : undefined;
  },
  accepted: ({ status, headers }, { id }) => (status === 202 ? String(headers['x-message-id'] ?? id) : undefined),
});
