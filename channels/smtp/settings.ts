import * as z from 'zod';
import { say } from '../../triggers/words/say.ts';
import { sayEach } from '../../triggers/words/say-each.ts';

const host = z
  .string('a host name')
  .min(1, 'a host name')
  .max(255)
  .regex(/^[\w.:-]+$/, 'a host name');
const TLS = ['auto', 'required', 'off', 'unverified'] as const;

/** A URL of an SMTP server. */
export const smtpUrl = z
  .string('an SMTP URL')
  .max(2_000)
  .refine((text) => parseSmtpUrl(text) !== undefined, 'smtp://user:password@host:port?tls=auto (or smtps://)');

const dkimKey = say(
  sayEach(
    z.strictObject({
      domain: host.clone(),
      selector: z.string().regex(/^[\w.-]{1,100}$/, 'a selector'),
      privateKey: z.string().includes('PRIVATE KEY-----', { message: 'a private key in PEM' }),
    }),
    {
      domain: { title: { en: 'Domain', de: 'Domain' }, kind: 'address', examples: ['shop.example'] },
      selector: { title: { en: 'Selector', de: 'Selektor' }, kind: 'text', examples: ['kairos'] },
      privateKey: { title: { en: 'Private key', de: 'Privater Schlüssel' }, kind: 'secret' },
    },
  ),
  { en: 'DKIM key', de: 'DKIM-Schlüssel' },
);

/**
 * How to reach an SMTP server. `tls`: `auto` from the start on port 465 and else where the server offers it, `required`
 * never without, `off` never, `unverified` as `auto` with any certificate. A `url`
 * (`smtp://user:password@host:587?tls=required`, `smtps://…`) wins over host, port, user, password and tls.
 */
export const smtpSettings = sayEach(
  z
    .strictObject({
      url: smtpUrl.optional(),
      host: host.optional(),
      port: z.int('a port').min(1, 'a port').max(65_535, 'a port').optional(),
      user: z.string().max(500).optional(),
      password: z.string().max(500).optional(),
      tls: z.enum(TLS, `one of ${TLS.join(', ')}`).default('auto'),
      /** Signs mails as these domains; the private key is PEM. */
      dkim: z.array(dkimKey).max(4, 'at most four keys').default([]),
      replyTo: z.email('an e-mail address').optional(),
      /** What the link at the end of a mail says where neither its template nor its language has words for it. */
      unsubscribeText: z.string().min(1).max(200).optional(),
      /** Reports of mails that did not arrive come back to it, each to an address of its own: `bounces+ID@…`. */
      bounceAddress: z.email('an e-mail address').optional(),
      /** Readers answer to it, each to an address of their mail's own: `answers+ID@…`. */
      answerAddress: z.email('an e-mail address').optional(),
      /** Whoever posts such reports to the account's hook says it. */
      hookPassword: z.string().min(8, 'at least 8 characters').max(500).optional(),
      connections: z.int().min(1).max(100).default(5),
      messagesPerConnection: z.int().min(1).max(10_000).default(100),
      connectSeconds: z.number().min(0.1).max(60).default(3),
      /** How long the server may be silent. */
      replySeconds: z.number().min(0.1).max(600).default(10),
    })
    .refine(({ url, host: server }) => url !== undefined || server !== undefined, {
      path: ['url'],
      message: '`url` or `host` of an SMTP server',
    })
    .refine(
      ({ answerAddress, bounceAddress, hookPassword }) =>
        answerAddress === undefined || bounceAddress !== undefined || hookPassword !== undefined,
      {
        path: ['answerAddress'],
        message: '`bounceAddress` or `hookPassword` beside it, by which mails are remembered',
      },
    ),
  {
    url: {
      title: { en: 'Address of the server', de: 'Adresse des Servers' },
      description: {
        en: 'Says all of server, port, user, password and encryption at once.',
        de: 'Nennt Server, Port, Benutzer, Passwort und Verschlüsselung auf einmal.',
      },
      kind: 'secret',
      examples: ['smtps://user:password@mail.example'],
    },
    host: { title: { en: 'Server', de: 'Server' }, kind: 'address', examples: ['mail.example'] },
    port: { title: { en: 'Port', de: 'Port' }, kind: 'number', examples: [587] },
    user: { title: { en: 'User', de: 'Benutzer' }, kind: 'text' },
    password: { title: { en: 'Password', de: 'Passwort' }, kind: 'secret' },
    tls: {
      title: { en: 'Encryption', de: 'Verschlüsselung' },
      titles: {
        auto: { en: 'Where the server offers it', de: 'Wo der Server sie anbietet' },
        required: { en: 'Always', de: 'Immer' },
        off: { en: 'Never', de: 'Nie' },
        unverified: { en: 'With any certificate', de: 'Mit jedem Zertifikat' },
      },
    },
    dkim: {
      title: { en: 'DKIM keys', de: 'DKIM-Schlüssel' },
      description: { en: 'They sign mails for their domains.', de: 'Sie signieren E-Mails für ihre Domains.' },
    },
    replyTo: { title: { en: 'Answers go to', de: 'Antworten gehen an' }, kind: 'address' },
    unsubscribeText: {
      title: { en: 'Unsubscribe link', de: 'Abmeldelink' },
      description: {
        en: 'What it says where neither template nor language has words for it.',
        de: 'Sein Text, wo weder Vorlage noch Sprache Worte dafür haben.',
      },
      kind: 'text',
    },
    bounceAddress: {
      title: { en: 'Bounce address', de: 'Rückläufer gehen an' },
      description: {
        en: 'Reports of mails that did not arrive come back to it, each with the mail’s id after a plus.',
        de: 'Berichte über nicht zugestellte E-Mails kommen dorthin, jeder mit der Kennung der E-Mail nach einem Plus.',
      },
      kind: 'address',
      examples: ['bounces@shop.example'],
    },
    answerAddress: {
      title: { en: 'Answers come to us at', de: 'Antworten kommen zu uns an' },
      description: {
        en: 'What a reader answers becomes part of the conversation, and a signal that triggers react to.',
        de: 'Was ein Leser antwortet, gehört zum Gespräch und ist ein Signal, auf das Auslöser reagieren.',
      },
      kind: 'address',
      examples: ['answers@shop.example'],
    },
    hookPassword: {
      title: { en: 'Password of hooks', de: 'Passwort der Rückrufe' },
      description: {
        en: 'With it the server of that address posts reports as they came.',
        de: 'Damit reicht der Server dieser Adresse Berichte unverändert weiter.',
      },
      kind: 'secret',
    },
    connections: { title: { en: 'Connections', de: 'Verbindungen' }, kind: 'count' },
    messagesPerConnection: { title: { en: 'Messages per connection', de: 'Nachrichten je Verbindung' }, kind: 'count' },
    connectSeconds: { title: { en: 'Time to connect', de: 'Zeit zum Verbinden' }, unit: 's' },
    replySeconds: { title: { en: 'Time to answer', de: 'Zeit zum Antworten' }, unit: 's' },
  },
);

export type SmtpSettings = z.infer<typeof smtpSettings>;

/** Where and how to connect. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly tls: (typeof TLS)[number];
  /** TLS from the first byte. */
  readonly isImplicit: boolean;
}

/** The server that settings name. */
export function serverOf({ url, host: server, port, user, password, tls }: SmtpSettings): SmtpServer {
  const given = url === undefined ? undefined : parseSmtpUrl(url);
  return given ?? { host: server ?? '', port, user, password, tls, isImplicit: port === 465 };
}

function parseSmtpUrl(text: string): SmtpServer | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port, username, password, searchParams } = new URL(text);
  const tls = TLS.find((word) => word === (searchParams.get('tls') ?? 'auto'));
  const isOdd = [...searchParams.keys()].some((name) => name !== 'tls');
  if (!/^smtps?:$/.test(protocol) || hostname === '' || tls === undefined || isOdd) return undefined;
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? undefined : Number(port),
    user: username === '' ? undefined : decode(username),
    password: password === '' ? undefined : decode(password),
    tls,
    isImplicit: protocol === 'smtps:' || port === '465',
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone % is meant as it stands
  }
}
