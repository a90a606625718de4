import { resolve } from 'node:path';
import * as z from 'zod';

/** What one engine process does. All of them by default. */
export const ROLES = ['ingest', 'dispatch', 'sink', 'api'] as const;
export type Role = (typeof ROLES)[number];

/** Everything that is set from outside, checked and frozen. */
export interface Settings {
  /** The public edge: signals, opens, clicks, webhooks. 0 picks a free port. */
  readonly port: number;
  /** Console, management API, metrics. 0 picks a free port. */
  readonly consolePort: number;
  /** The address both ports listen on. */
  readonly host: string;
  /** All state of this engine lives below it; absolute. */
  readonly dataDir: string;
  /** Folder pushed at the first start; absolute. */
  readonly workspace?: string;
  readonly ingestKey?: string;
  readonly secretKey?: string;
  /** Absent: a private redis-server below the data folder. */
  readonly redisUrl?: string;
  /** Absent: ClickHouse as a library (chdb) in a child process. */
  readonly clickhouseUrl?: string;
  readonly smtpUrl?: string;
  readonly roles: readonly Role[];
  /** `standard`: appendfsync everysec. `strict`: appendfsync always. */
  readonly durability: 'standard' | 'strict';
  /** Where the world reaches the public edge, for links in messages. Who sends and has no edge itself needs it. */
  readonly publicUrl?: string;
  /** Redis hash slots that customers are spread over; fixed for the life of a data set. */
  readonly shards: number;
  /** Open-Meteo or a look-alike; `off` fetches nothing. */
  readonly weatherUrl: string;
  /** Signals per second and key. */
  readonly rateLimit: number;
  /** Days the raw signals and the outcomes are kept in ClickHouse. */
  readonly signalDays: number;
  readonly outcomeDays: number;
  /** Decimals of a degree that are kept of a position in ClickHouse: 3 are about 100 m, 5 about 1 m. */
  readonly positionDecimals: number;
}

/** Settings that cannot be used, with every problem at once. */
export class InvalidSettings extends Error {
  override readonly name = 'InvalidSettings';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

const port = (fallback: number) =>
  z.coerce
    .number('a port number')
    .int('a whole number')
    .min(0, 'a port from 0 to 65535')
    .max(65_535, 'a port from 0 to 65535')
    .default(fallback);
const url = (...protocols: string[]) =>
  z.string().refine((text) => protocols.includes(protocolOf(text)), {
    message: `a URL that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`,
  });
/** Of a list of hosts (`redis+cluster://a:7000,b:7000`) only the first is looked at: no URL may have several. */
const protocolOf = (text: string) => {
  const one = text.replace(/,[^/@]*(?=\/|$)/, '');
  return URL.canParse(one) ? new URL(one).protocol : '';
};
const key = z
  .string()
  .min(16, 'a key of at least 16 characters')
  .max(200)
  .regex(/^[\x21-\x7e]+$/, 'printable characters without spaces');

const environment = z.object({
  KAIROS_PORT: port(8420),
  KAIROS_CONSOLE_PORT: port(8421),
  KAIROS_HOST: z.string().min(1).default('0.0.0.0'),
  KAIROS_DATA_DIR: z.string().min(1).default('.kairos'),
  KAIROS_WORKSPACE: z.string().min(1).optional(),
  KAIROS_INGEST_KEY: key.optional(),
  KAIROS_SECRET_KEY: key.optional(),
  KAIROS_REDIS_URL: url('redis:', 'rediss:', 'unix:', 'redis+cluster:', 'redis+sentinel:').optional(),
  KAIROS_CLICKHOUSE_URL: url('http:', 'https:').optional(),
  KAIROS_SMTP_URL: url('smtp:', 'smtps:').optional(),
  KAIROS_ROLES: z
    .string()
    .default(ROLES.join(','))
    .transform((text) => text.split(',').map((role) => role.trim()))
    .pipe(z.array(z.enum(ROLES, `one or more of ${ROLES.join(', ')}, separated by commas`)).min(1)),
  KAIROS_DURABILITY: z.enum(['standard', 'strict'], '`standard` or `strict`').default('standard'),
  KAIROS_PUBLIC_URL: url('http:', 'https:').optional(),
  KAIROS_SHARDS: z.coerce.number().int().min(1).max(64).default(4),
  KAIROS_WEATHER_URL: z
    .union([z.literal('off'), url('http:', 'https:')], 'an http(s) URL or `off`')
    .default('https://api.open-meteo.com'),
  KAIROS_RATE_LIMIT: z.coerce.number().int().min(1).default(50_000),
  KAIROS_SIGNAL_DAYS: z.coerce.number().int().min(1).default(7),
  KAIROS_OUTCOME_DAYS: z.coerce.number().int().min(1).default(400),
  KAIROS_POSITION_DECIMALS: z.coerce
    .number('a number from 3 to 6')
    .int('a whole number from 3 to 6')
    .min(3, 'a number from 3 to 6')
    .max(6, 'a number from 3 to 6')
    .default(3),
});

/** Reads the settings from environment variables. Empty counts as not set. Throws InvalidSettings. */
export function loadSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, text]) => name.startsWith('KAIROS_') && text !== ''),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    throw new InvalidSettings(
      parsed.error.issues.map((i) => `${String(i.path[0])}: expected ${i.message}${shown(String(i.path[0]), given)}`),
    );
  }
  const e = parsed.data;
  if (e.KAIROS_ROLES.includes('dispatch') && !e.KAIROS_ROLES.includes('ingest') && !e.KAIROS_PUBLIC_URL) {
    throw new InvalidSettings([
      'KAIROS_PUBLIC_URL: expected where the world reaches the public edge: links to unsubscribe lead there, and a process ' +
        'with the role dispatch and without ingest cannot know',
    ]);
  }
  return Object.freeze({
    port: e.KAIROS_PORT,
    consolePort: e.KAIROS_CONSOLE_PORT,
    host: e.KAIROS_HOST,
    dataDir: resolve(e.KAIROS_DATA_DIR),
    ...(e.KAIROS_WORKSPACE && { workspace: resolve(e.KAIROS_WORKSPACE) }),
    ...(e.KAIROS_INGEST_KEY && { ingestKey: e.KAIROS_INGEST_KEY }),
    ...(e.KAIROS_SECRET_KEY && { secretKey: e.KAIROS_SECRET_KEY }),
    ...(e.KAIROS_REDIS_URL && { redisUrl: e.KAIROS_REDIS_URL }),
    ...(e.KAIROS_CLICKHOUSE_URL && { clickhouseUrl: e.KAIROS_CLICKHOUSE_URL }),
    ...(e.KAIROS_SMTP_URL && { smtpUrl: e.KAIROS_SMTP_URL }),
    roles: e.KAIROS_ROLES,
    durability: e.KAIROS_DURABILITY,
    ...(e.KAIROS_PUBLIC_URL && { publicUrl: e.KAIROS_PUBLIC_URL }),
    shards: e.KAIROS_SHARDS,
    weatherUrl: e.KAIROS_WEATHER_URL,
    rateLimit: e.KAIROS_RATE_LIMIT,
    signalDays: e.KAIROS_SIGNAL_DAYS,
    outcomeDays: e.KAIROS_OUTCOME_DAYS,
    positionDecimals: e.KAIROS_POSITION_DECIMALS,
  });
}

/** What was given, unless it may hold a key or a password. */
function shown(name: string, given: Readonly<Record<string, string | undefined>>): string {
  return /KEY|URL/.test(name) ? '' : `, got '${given[name] ?? ''}'`;
}
