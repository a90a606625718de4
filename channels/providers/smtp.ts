import type { Transporter } from 'nodemailer';
import type { AttemptTime, Provider } from '../contract.ts';
import { bounceAddressOf } from '../email/verp.ts';
import { holdContent } from '../hold-content.ts';
import { MAIL_HOOKS } from '../hooks/mail-reports.ts';
import { loadNodemailer } from '../http/load-late.ts';
import { classifySmtp, type SmtpFailure } from '../smtp/classify.ts';
import { mailOf } from '../smtp/mail.ts';
import { type SmtpSettings, serverOf, smtpSettings, smtpUrl } from '../smtp/settings.ts';
import { readSettings } from '../wrong-settings.ts';

/** RFC 8058 wants both headers for unsubscribing under the signature; nodemailer's own list has but one. */
const SIGNED_HEADERS = [
  'From',
  'Sender',
  'Reply-To',
  'Subject',
  'Date',
  'Message-ID',
  'To',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
].join(':');

/** Any SMTP server: a relay, a sending service, the company's own. */
export default {
  name: 'smtp',
  channel: 'email',
  title: { en: 'Mail server', de: 'Mailserver' },
  summary: {
    en: 'Any SMTP server: a sending service, a relay or the company’s own. Over a pool of connections, DKIM-signed where keys are given.',
    de: 'Jeder SMTP-Server: ein Versanddienst, ein Relay oder der eigene. Über mehrere Verbindungen, mit DKIM signiert, wo Schlüssel angegeben sind.',
  },
  idempotent: false,
  settings: smtpSettings,
  hooks: MAIL_HOOKS,
  environment: {
    KAIROS_SMTP_URL: {
      setting: 'url',
      summary: '`smtp(s)://user:password@host:port` for e-mail',
      schema: smtpUrl,
      isSecret: true,
      example: 'smtp://localhost',
    },
  },
  show(outbound, given) {
    const { subject = '', html, text } = mailOf(outbound, readSettings(smtpSettings, given), 0);
    return { subject, html: String(html), text: String(text) };
  },
  open(given, io) {
    const settings = readSettings(smtpSettings, given);
    const transporter = connect(settings);
    const times = holdContents(transporter);
    return {
      atOnce: settings.connections,
      async send(outbound, time) {
        const { signal } = time;
        times.set(signal, time);
        try {
          const mail = mailOf(outbound, settings, (io.wall ?? io.now)());
          const from = settings.bounceAddress && bounceAddressOf(settings.bounceAddress, String(mail.messageId));
          const answers = settings.answerAddress && bounceAddressOf(settings.answerAddress, String(mail.messageId));
          const { messageId } = await transporter.sendMail({
            ...mail,
            signal,
            ...(answers && { replyTo: answers }),
            ...(from && { envelope: { from, to: outbound.to } }),
          });
          return { kind: 'accepted', providerId: messageId };
        } catch (cause) {
          return classifySmtp(cause as SmtpFailure, time.hasLeft);
        }
      },
      close: async () => transporter.close(),
    };
  },
} satisfies Provider;

function connect(settings: SmtpSettings): Transporter {
  const { createTransport } = loadNodemailer();
  const { host, port, user, password, tls, isImplicit } = serverOf(settings);
  const replyMs = settings.replySeconds * 1_000;
  return createTransport({
    pool: true,
    host,
    ...(port !== undefined && { port }),
    secure: isImplicit && tls !== 'off',
    requireTLS: tls === 'required',
    ignoreTLS: tls === 'off',
    ...(tls === 'unverified' && { tls: { rejectUnauthorized: false } }),
    ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
    maxConnections: settings.connections,
    maxMessages: settings.messagesPerConnection,
    // Every attempt is counted by the engine: none is made behind its back.
    maxRequeues: 0,
    dnsTimeout: settings.connectSeconds * 1_000,
    connectionTimeout: settings.connectSeconds * 1_000,
    greetingTimeout: replyMs,
    socketTimeout: replyMs,
    ...(settings.dkim.length > 0 && {
      dkim: {
        keys: settings.dkim.map(({ domain, selector, privateKey }) => ({
          domainName: domain,
          keySelector: selector,
          privateKey,
        })),
        headerFieldNames: SIGNED_HEADERS,
      },
    }),
  });
}

/**
 * Holds each mail back until its attempt, known by its signal, may leave: a mail is read once the server has allowed
 * `DATA`.
 */
function holdContents(transporter: Transporter): WeakMap<AbortSignal, AttemptTime> {
  const times = new WeakMap<AbortSignal, AttemptTime>();
  transporter.use('stream', (mail, done) => {
    const { message } = mail;
    const create = message.createReadStream.bind(message);
    message.createReadStream = (options) => {
      const content = create(options);
      const time = mail.data.signal && times.get(mail.data.signal);
      return time ? holdContent(content, time) : content;
    };
    done();
  });
  return times;
}
