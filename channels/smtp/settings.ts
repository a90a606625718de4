import * as z from 'zod';

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

/**
 * How to reach an SMTP server. `tls`: `auto` from the start on port 465 and else where the server offers it, `required`
 * never without, `off` never, `unverified` as `auto` with any certificate. A `url`
 * (`smtp://user:password@host:587?tls=required`, `smtps://…`) wins over host, port, user, password and tls.
 */
export const smtpSettings = z
  .strictObject({
    url: smtpUrl.optional(),
    host: host.optional(),
    port: z.int('a port').min(1, 'a port').max(65_535, 'a port').optional(),
    user: z.string().max(500).optional(),
    password: z.string().max(500).optional(),
    tls: z.enum(TLS, `one of ${TLS.join(', ')}`).default('auto'),
    /** Signs mails as these domains; the private key is PEM. */
    dkim: z
      .array(
        z.strictObject({
          domain: host,
          selector: z.string().regex(/^[\w.-]{1,100}$/, 'a selector'),
          privateKey: z.string().includes('PRIVATE KEY-----', { message: 'a private key in PEM' }),
        }),
      )
      .max(4, 'at most four keys')
      .default([]),
    replyTo: z.email('an e-mail address').optional(),
    /** What the link at the end of a mail says where neither its template nor its language has words for it. */
    unsubscribeText: z.string().min(1).max(200).optional(),
    connections: z.int().min(1).max(100).default(5),
    messagesPerConnection: z.int().min(1).max(10_000).default(100),
    connectSeconds: z.number().min(0.1).max(60).default(3),
    /** How long the server may be silent. */
    replySeconds: z.number().min(0.1).max(600).default(10),
  })
  .refine(({ url, host: server }) => url !== undefined || server !== undefined, {
    path: ['url'],
    message: '`url` or `host` of an SMTP server',
  });

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
