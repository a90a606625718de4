import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { readGiven } from './given.ts';
import { InvalidSettings } from './invalid-settings.ts';
import { SECRETS } from './secrets.ts';

/** The tasks of an engine process; it does all of them by default. */
export const ROLES = ['ingest', 'dispatch', 'sink', 'api'] as const;
export type Role = (typeof ROLES)[number];

/** An environment variable that sets one setting of one provider. */
export interface ProviderVariable {
  readonly name: string;
  readonly provider: string;
  readonly setting: string;
  readonly schema: z.ZodType<string>;
  readonly isSecret: boolean;
}

/** An OpenID Connect provider by which people sign in to the console. */
export interface OpenIdSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  /** The claim that holds a person's roles; a dot leads into it. */
  readonly rolesClaim: string;
}

/** All settings of an engine, checked and frozen. */
export interface Settings {
  /** The public edge: signals, streams, the Segment API, unsubscribe links, health. 0 takes a free port. */
  readonly port: number;
  /** The port of the management API and the metrics. 0 takes a free port. */
  readonly consolePort: number;
  /** Whether the console's pages are served on the console port. */
  readonly hasConsole: boolean;
  /** Where people reach the console, for links to it. Absent: this machine. */
  readonly consoleUrl?: string;
  /** Absent: people sign in by password only. */
  readonly openId?: OpenIdSettings;
  /** The address both ports listen on. */
  readonly host: string;
  /** The folder with all state of this engine; absolute. */
  readonly dataDir: string;
  /** The folder that is published at the first start; absolute. */
  readonly workspace?: string;
  readonly ingestKey?: string;
  readonly secretKey?: string;
  /** Keys that seal the secrets of providers, base64 of 32 bytes each: the first seals, each opens. */
  readonly sealingKeys?: readonly string[];
  /** Absent: a private redis-server below the data folder. */
  readonly redisUrl?: string;
  /** Absent: ClickHouse as a library (chdb) in a child process. */
  readonly clickhouseUrl?: string;
  /** The port that speaks ClickHouse's protocol, read-only, for tools that draw. Absent: there is none. */
  readonly clickhousePort?: number;
  /** The address that it listens on. */
  readonly clickhouseHost: string;
  /** The port that takes reports on mails over SMTP. Absent: there is none. */
  readonly reportPort?: number;
  /** The address that it listens on. */
  readonly reportHost: string;
  /** Settings of providers, by the provider's name. */
  readonly providers: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly roles: readonly Role[];
  /** `standard`: appendfsync everysec. `strict`: appendfsync always. */
  readonly durability: 'standard' | 'strict';
  /** The public URL of the edge, for links in messages. An engine that sends and has no edge needs it. */
  readonly publicUrl?: string;
  /** Where the links of messages begin that lead by the edge, on a domain of one's own. Absent: links are not ours. */
  readonly linkUrl?: string;
  /** The number of Redis hash slots that customers are spread over; it never changes for a data set. */
  readonly shards: number;
  /** The URL of Open-Meteo or of a server with the same API; `off`: no weather is fetched. */
  readonly weatherUrl: string;
  /** The most signals a second for each key. */
  readonly rateLimit: number;
  /** How many days ClickHouse keeps raw signals and outcomes. */
  readonly signalDays: number;
  readonly outcomeDays: number;
  /** The decimals of a degree that ClickHouse keeps of a position: 3 are about 100 m, 5 about 1 m. */
  readonly positionDecimals: number;
}

/** The largest value where none is given; as milliseconds and as days it still fits a number. */
const MOST = 1_000_000_000;
const whole = (least: number, most = MOST, what = 'a whole number') => {
  const expected = `${what} from ${least} ${most === MOST ? 'on' : `to ${most}`}`;
  return z.coerce.number(expected).int(expected).min(least, expected).max(most, expected);
};
const port = (fallback: number) => whole(0, 65_535, 'a port').default(fallback);
const url = (...protocols: string[]) =>
  z.string().refine((text) => protocols.includes(protocolOf(text)), {
    message: `a URL that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`,
  });
/**
 * Returns the protocol. Of a list of hosts (`redis+cluster://a:7000,b:7000`) only the first is parsed, as no URL may
 * have several.
 */
const protocolOf = (text: string) => {
  const one = text.replace(/,[^/@]*(?=\/|$)/, '');
  return URL.canParse(one) ? new URL(one).protocol : '';
};
/** A Sentinel URL names the master after the sentinels. */
const redisUrl = url('redis:', 'rediss:', 'unix:', 'redis+cluster:', 'redis+sentinel:').refine(
  (text) => !text.startsWith('redis+sentinel:') || /\/\/[^/]+\/[^/?]/.test(text),
  { message: 'the name of the master after the sentinels: redis+sentinel://host:26379/mymaster', abort: true },
);
const key = z
  .string()
  .min(16, 'a key of at least 16 characters')
  .max(200)
  .regex(/^[\x21-\x7e]+$/, 'printable characters without spaces');

const isSealingKey = (text: string) => /^[A-Za-z0-9+/]{43}=$/.test(text);

const environment = z.object({
  KAIROS_PORT: port(8420),
  KAIROS_CONSOLE_PORT: port(8421),
  KAIROS_CONSOLE: z.enum(['on', 'off'], 'on or off').default('on'),
  KAIROS_CONSOLE_URL: url('http:', 'https:').optional(),
  KAIROS_OIDC_ISSUER: url('http:', 'https:').optional(),
  KAIROS_OIDC_CLIENT_ID: z.string().min(1).max(200).optional(),
  KAIROS_OIDC_CLIENT_SECRET: z.string().min(1).max(500).optional(),
  KAIROS_OIDC_ROLES_CLAIM: z.string().min(1).max(200).default('roles'),
  KAIROS_HOST: z.string().min(1).default('0.0.0.0'),
  KAIROS_DATA_DIR: z.string().min(1).default('.kairos'),
  KAIROS_WORKSPACE: z.string().min(1).optional(),
  KAIROS_INGEST_KEY: key.optional(),
  KAIROS_SECRET_KEY: key.optional(),
  KAIROS_SEALING_KEY: z
    .string()
    .transform((text) => text.split(',').map((one) => one.trim()))
    .refine(
      (all) => all.every(isSealingKey),
      '32 bytes in base64, such as `openssl rand -base64 32` prints; several with commas',
    )
    .optional(),
  KAIROS_REDIS_URL: redisUrl.optional(),
  KAIROS_CLICKHOUSE_URL: url('http:', 'https:').optional(),
  KAIROS_CLICKHOUSE_PORT: whole(0, 65_535, 'a port').optional(),
  KAIROS_CLICKHOUSE_HOST: z.string().min(1).default('127.0.0.1'),
  KAIROS_REPORT_PORT: whole(0, 65_535, 'a port').optional(),
  KAIROS_REPORT_HOST: z.string().min(1).default('127.0.0.1'),
  KAIROS_ROLES: z
    .string()
    .default(ROLES.join(','))
    .transform((text) => text.split(',').map((role) => role.trim()))
    .pipe(z.array(z.enum(ROLES, `one or more of ${ROLES.join(', ')}, separated by commas`)).min(1)),
  KAIROS_DURABILITY: z.enum(['standard', 'strict'], '`standard` or `strict`').default('standard'),
  KAIROS_PUBLIC_URL: url('http:', 'https:').optional(),
  KAIROS_LINK_URL: url('http:', 'https:').optional(),
  KAIROS_SHARDS: whole(1, 64).default(4),
  KAIROS_WEATHER_URL: z
    .union([z.literal('off'), url('http:', 'https:')], 'an http(s) URL or `off`')
    .default('https://api.open-meteo.com'),
  KAIROS_RATE_LIMIT: whole(1).default(50_000),
  KAIROS_SIGNAL_DAYS: whole(1).default(7),
  KAIROS_OUTCOME_DAYS: whole(1).default(400),
  KAIROS_POSITION_DECIMALS: whole(3, 6).default(3),
});

/**
 * Loads the settings from environment variables; an empty one counts as not set. A secret may come from a file, by
 * `…_FILE`. `variables` are the ones of providers. Throws InvalidSettings with every problem, unknown names included.
 */
export function loadSettings(
  env: Readonly<Record<string, string | undefined>>,
  variables: readonly ProviderVariable[] = [],
  readFile: (path: string) => string = readText,
): Settings {
  const names = [...Object.keys(environment.shape), ...variables.map(({ name }) => name)];
  const secrets = [...SECRETS, ...variables.filter(({ isSecret }) => isSecret).map(({ name }) => name)];
  const { values, problems: wrong } = readGiven(env, names, secrets, readFile);
  const parsed = environment.safeParse(values);
  const ofProviders = z.object(Object.fromEntries(variables.map(({ name, schema }) => [name, schema.optional()])));
  const problems = [
    ...wrong,
    ...[...(parsed.error?.issues ?? []), ...(ofProviders.safeParse(values).error?.issues ?? [])].map(
      ({ path: [name], message }) => {
        return `${String(name)}: expected ${message}${showSetting(String(name), values, secrets)}`;
      },
    ),
    ...contradictions(values),
  ];
  if (!parsed.success || problems.length > 0) throw new InvalidSettings(problems);
  const e = parsed.data;
  return Object.freeze({
    port: e.KAIROS_PORT,
    consolePort: e.KAIROS_CONSOLE_PORT,
    hasConsole: e.KAIROS_CONSOLE === 'on',
    ...(e.KAIROS_CONSOLE_URL !== undefined && { consoleUrl: e.KAIROS_CONSOLE_URL }),
    ...(e.KAIROS_OIDC_ISSUER !== undefined && {
      openId: {
        issuer: e.KAIROS_OIDC_ISSUER,
        clientId: e.KAIROS_OIDC_CLIENT_ID ?? '',
        ...(e.KAIROS_OIDC_CLIENT_SECRET !== undefined && { clientSecret: e.KAIROS_OIDC_CLIENT_SECRET }),
        rolesClaim: e.KAIROS_OIDC_ROLES_CLAIM,
      },
    }),
    host: e.KAIROS_HOST,
    dataDir: resolve(e.KAIROS_DATA_DIR),
    ...(e.KAIROS_WORKSPACE && { workspace: resolve(e.KAIROS_WORKSPACE) }),
    ...(e.KAIROS_INGEST_KEY && { ingestKey: e.KAIROS_INGEST_KEY }),
    ...(e.KAIROS_SECRET_KEY && { secretKey: e.KAIROS_SECRET_KEY }),
    ...(e.KAIROS_SEALING_KEY && { sealingKeys: e.KAIROS_SEALING_KEY }),
    ...(e.KAIROS_REDIS_URL && { redisUrl: e.KAIROS_REDIS_URL }),
    ...(e.KAIROS_CLICKHOUSE_URL && { clickhouseUrl: e.KAIROS_CLICKHOUSE_URL }),
    ...(e.KAIROS_CLICKHOUSE_PORT !== undefined && { clickhousePort: e.KAIROS_CLICKHOUSE_PORT }),
    clickhouseHost: e.KAIROS_CLICKHOUSE_HOST,
    ...(e.KAIROS_REPORT_PORT !== undefined && { reportPort: e.KAIROS_REPORT_PORT }),
    reportHost: e.KAIROS_REPORT_HOST,
    providers: groupByProvider(variables, values),
    roles: e.KAIROS_ROLES,
    durability: e.KAIROS_DURABILITY,
    ...(e.KAIROS_PUBLIC_URL && { publicUrl: e.KAIROS_PUBLIC_URL }),
    ...(e.KAIROS_LINK_URL && { linkUrl: e.KAIROS_LINK_URL.replace(/\/+$/, '') }),
    shards: e.KAIROS_SHARDS,
    weatherUrl: e.KAIROS_WEATHER_URL,
    rateLimit: e.KAIROS_RATE_LIMIT,
    signalDays: e.KAIROS_SIGNAL_DAYS,
    outcomeDays: e.KAIROS_OUTCOME_DAYS,
    positionDecimals: e.KAIROS_POSITION_DECIMALS,
  });
}

const readText = (path: string) => readFileSync(path, 'utf8');

/** Returns the contradictions between settings that are right by themselves. */
function contradictions(values: Readonly<Record<string, string>>): readonly string[] {
  const { shape } = environment;
  const roles = shape.KAIROS_ROLES.safeParse(values.KAIROS_ROLES).data ?? [];
  const ports = [
    shape.KAIROS_PORT.safeParse(values.KAIROS_PORT),
    shape.KAIROS_CONSOLE_PORT.safeParse(values.KAIROS_CONSOLE_PORT),
  ];
  const problems: string[] = [];
  if (roles.includes('dispatch') && !roles.includes('ingest') && values.KAIROS_PUBLIC_URL === undefined) {
    problems.push(
      'KAIROS_PUBLIC_URL: expected where the world reaches the public edge: links to unsubscribe lead there, and a process ' +
        'with the role dispatch and without ingest cannot know',
    );
  }
  const [edge, console] = ports.map(({ data }) => data);
  if (edge !== undefined && edge !== 0 && edge === console && roles.includes('ingest')) {
    problems.push(`KAIROS_CONSOLE_PORT: expected another port than KAIROS_PORT, got '${console}' for both`);
  }
  if (values.KAIROS_OIDC_ISSUER !== undefined && values.KAIROS_OIDC_CLIENT_ID === undefined) {
    problems.push('KAIROS_OIDC_CLIENT_ID: expected the id that the provider KAIROS_OIDC_ISSUER gave the console');
  }
  return problems;
}

/** Groups the values of the variables by provider. */
function groupByProvider(
  variables: readonly ProviderVariable[],
  values: Readonly<Record<string, string>>,
): Settings['providers'] {
  const settings: Record<string, Record<string, string>> = {};
  for (const { name, provider, setting } of variables) {
    const value = values[name];
    if (value !== undefined) settings[provider] = { ...settings[provider], [setting]: value };
  }
  return settings;
}

/** Returns the given value for a message, unless it can hold a key or a password. */
function showSetting(name: string, given: Readonly<Record<string, string>>, secrets: readonly string[]): string {
  return /KEY|URL/.test(name) || secrets.includes(name) ? '' : `, got '${given[name] ?? ''}'`;
}
