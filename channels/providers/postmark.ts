import { MAIL_SETTINGS, MAIL_WORDS, mailPartsOf, spellMailbox } from '../email/mail-parts.ts';
import { POSTMARK_HOOKS } from '../hooks/postmark.ts';
import { defineHttpProvider } from '../http/define.ts';
import { fieldOf } from '../http/field-of.ts';
import { accountSettings, secretly, text } from '../http/settings.ts';

const settings = accountSettings(
  'https://api.postmarkapp.com',
  { token: text(), hookPassword: text().optional(), stream: text(64).default('broadcast'), ...MAIL_SETTINGS },
  {
    token: secretly({ en: 'Token of the server', de: 'Token des Servers' }),
    hookPassword: secretly({ en: 'Password of hooks', de: 'Passwort der Rückrufe' }),
    stream: {
      title: { en: 'Message stream', de: 'Nachrichtenstrom' },
      description: {
        en: 'Marketing may only leave by one for broadcasts.',
        de: 'Werbung darf nur über einen für Rundsendungen hinaus.',
      },
      kind: 'text',
    },
    ...MAIL_WORDS,
  },
);

/** Postmark: https://postmarkapp.com/developer/api/email-api */
export default defineHttpProvider({
  name: 'postmark',
  channel: 'email',
  title: { en: 'Postmark', de: 'Postmark' },
  summary: {
    en: 'Postmark by its API, in one message stream.',
    de: 'Postmark über seine API, in einem Nachrichtenstrom.',
  },
  idempotent: false,
  hooks: POSTMARK_HOOKS,
  settings,
  write(outbound, account, now) {
    const { from, to, replyTo, subject, html, text: words, headers, files } = mailPartsOf(outbound, account, now);
    return {
      path: '/email',
      body: {
        From: spellMailbox(from),
        To: to,
        ...(replyTo !== undefined && { ReplyTo: replyTo }),
        Subject: subject,
        HtmlBody: html,
        TextBody: words,
        Headers: headers.map(([Name, Value]) => ({ Name, Value })),
        ...(files.length > 0 && {
          Attachments: files.map(({ name, type, base64, cid }) => ({
            ...{ Name: name, ContentType: type, Content: base64 },
            ...(cid !== undefined && { ContentID: `cid:${cid}` }),
          })),
        }),
        MessageStream: account.stream,
        Metadata: { delivery: outbound.id },
      },
    };
  },
  authorize: (call, { token }) => ({
    ...call,
    headers: { accept: 'application/json', 'x-postmark-server-token': token },
  }),
  codes: ({ json }) => [fieldOf(json, 'ErrorCode')],
  // 0 is success; by its message id it is accepted.
  verdicts: {
    10: 'channel-misconfigured',
    100: 'transient',
    400: 'channel-misconfigured',
    401: 'channel-misconfigured',
    405: 'channel-misconfigured',
    406: 'suppress-address',
    412: 'channel-misconfigured',
    413: 'channel-misconfigured',
    1235: 'channel-misconfigured',
  },
  accepted: ({ json }) => (fieldOf(json, 'ErrorCode') === '0' ? fieldOf(json, 'MessageID') : undefined),
});
