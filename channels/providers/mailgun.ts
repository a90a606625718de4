import * as z from 'zod';
import { MAIL_SETTINGS, MAIL_WORDS, mailPartsOf, spellMailbox } from '../email/mail-parts.ts';
import { MAILGUN_HOOKS } from '../hooks/mailgun.ts';
import { basic } from '../http/basic.ts';
import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { writeFormData } from '../http/form-data.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';

const settings = accountSettings(
  'https://api.mailgun.net',
  {
    domain: z.string('a host name').regex(/^[\w.-]{1,253}$/, 'a host name'),
    key: text(),
    hookKey: text().optional(),
    ...MAIL_SETTINGS,
  },
  {
    domain: { title: { en: 'Domain', de: 'Domain' }, kind: 'address', examples: ['mg.shop.example'] },
    key: secretly({ en: 'API key', de: 'API-Schlüssel' }),
    hookKey: secretly({ en: 'Signing key of webhooks', de: 'Signaturschlüssel der Webhooks' }),
    ...MAIL_WORDS,
  },
);

/** Mailgun: https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/messages */
export default defineHttpProvider({
  name: 'mailgun',
  channel: 'email',
  title: { en: 'Mailgun', de: 'Mailgun' },
  summary: {
    en: 'Mailgun by its API; `url` is https://api.eu.mailgun.net for a domain in the EU.',
    de: 'Mailgun über seine API; `url` ist https://api.eu.mailgun.net für eine Domain in der EU.',
  },
  idempotent: false,
  hooks: MAILGUN_HOOKS,
  settings,
  write(outbound, account, now) {
    const { from, to, replyTo, subject, html, text: words, headers, files } = mailPartsOf(outbound, account, now);
    const form = new URLSearchParams({ from: spellMailbox(from), to, subject, html, text: words });
    for (const [name, value] of headers) form.set(`h:${name}`, value);
    if (replyTo !== undefined) form.set('h:Reply-To', replyTo);
    form.set('v:delivery', outbound.id);
    const path = `/v3/${account.domain}/messages`;
    if (files.length === 0) return { path, body: form };
    // A picture that stands in the mail is called by its file's name there.
    const named = files.map(({ name, type, base64, cid }) => ({
      ...{ field: cid === undefined ? 'attachment' : 'inline', name: cid ?? name },
      ...{ type, bytes: Buffer.from(base64, 'base64') },
    }));
    const { body, type } = writeFormData(form, named);
    return { path, body, headers: { 'content-type': type } };
  },
  authorize: (call, { key }) => ({ ...call, headers: { ...call.headers, authorization: basic('api', key) } }),
  // It has no codes: what is said of the recipient is in its words.
  codes: ({ status, json }) =>
    status === 400 && /to parameter is not a valid address/i.test(fieldOf(json, 'message') ?? '') ? ['recipient'] : [],
  verdicts: { recipient: 'suppress-address', 'HTTP 404': 'channel-misconfigured' },
  accepted: ({ json }) => fieldOf(json, 'id'),
});
