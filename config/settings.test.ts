import { expect, test } from 'vitest';
import * as z from 'zod';
import { InvalidSettings } from './invalid-settings.ts';
import { loadSettings, type ProviderVariable } from './settings.ts';

/** What a provider might take from the environment. */
const VARIABLES: readonly ProviderVariable[] = [
  {
    name: 'KAIROS_MAILER_URL',
    provider: 'mailer',
    setting: 'url',
    schema: z.string().startsWith('smtp', 'an SMTP URL'),
    isSecret: true,
  },
  {
    name: 'KAIROS_MAILER_POOL',
    provider: 'mailer',
    setting: 'pool',
    schema: z.enum(['a', 'b'], '`a` or `b`'),
    isSecret: false,
  },
];

/** What the settings are refused with. */
function problemsOf(env: Readonly<Record<string, string>>, files: Readonly<Record<string, string>> = {}) {
  try {
    loadSettings(env, VARIABLES, (path) => {
      const text = files[path];
      if (text === undefined) throw new Error(`ENOENT: no such file, open '${path}'`);
      return text;
    });
  } catch (cause) {
    if (cause instanceof InvalidSettings) return cause.problems;
    throw cause;
  }
  return [];
}

test.each([
  ['KAIROS_REDISURL', 'KAIROS_REDIS_URL'],
  ['KAIROS_CLICKHOUSE', 'KAIROS_CLICKHOUSE_URL'],
  ['KAIROS_SECRET_KEYFILE', 'KAIROS_SECRET_KEY_FILE'],
  ['KAIROS_role', 'KAIROS_ROLES'],
])('a setting called %s is refused, with the nearest name', (name, near) => {
  expect(problemsOf({ [name]: 'x' })).toEqual([`${name}: expected the name of a setting; did you mean ${near}?`]);
});

test('a name that is near to none says where the names are', () => {
  expect(problemsOf({ KAIROS_LOG_FORMAT_OF_LINES: 'x' })).toEqual([
    'KAIROS_LOG_FORMAT_OF_LINES: expected the name of a setting; see the table in the README',
  ]);
});

test('what is empty, and what other programs are set by, is nothing', () => {
  expect(loadSettings({ KAIROS_REDISURL: '', KAIROS_PORT: '', PATH: '/bin' })).toEqual(loadSettings({}));
});

test('all problems are told in one go: names, values, files, and what cannot be together', () => {
  const env = {
    KAIROS_REDISURL: 'redis://redis:6379',
    KAIROS_SHARDS: 'many',
    KAIROS_SECRET_KEY: 'short',
    KAIROS_INGEST_KEY_FILE: '/run/secrets/none',
    KAIROS_ROLES: 'dispatch',
  };
  expect(problemsOf(env)).toEqual([
    'KAIROS_REDISURL: expected the name of a setting; did you mean KAIROS_REDIS_URL?',
    "KAIROS_INGEST_KEY_FILE: expected a file that can be read (ENOENT: no such file, open '/run/secrets/none')",
    'KAIROS_SECRET_KEY: expected a key of at least 16 characters',
    "KAIROS_SHARDS: expected a whole number from 1 to 64, got 'many'",
    expect.stringMatching(/^KAIROS_PUBLIC_URL: expected where the world reaches/),
  ]);
});

test('secrets come from files, without the line break at their end', () => {
  const files = {
    '/s/key': 'a-secret-key-in-a-file\n',
    '/s/redis': 'redis://:word@redis:6379\n',
    '/s/clickhouse': 'http://kairos:word@clickhouse:8123/kairos',
    '/s/mailer': 'smtps://user:word@mail:465\n',
  };
  const settings = loadSettings(
    {
      KAIROS_SECRET_KEY_FILE: '/s/key',
      KAIROS_REDIS_URL_FILE: '/s/redis',
      KAIROS_CLICKHOUSE_URL_FILE: '/s/clickhouse',
      KAIROS_MAILER_URL_FILE: '/s/mailer',
    },
    VARIABLES,
    (path) => files[path as keyof typeof files],
  );
  expect(settings).toMatchObject({
    secretKey: 'a-secret-key-in-a-file',
    redisUrl: 'redis://:word@redis:6379',
    clickhouseUrl: 'http://kairos:word@clickhouse:8123/kairos',
    providers: { mailer: { url: 'smtps://user:word@mail:465' } },
  });
});

test('a secret given twice is refused, and never repeated in words', () => {
  const env = { KAIROS_SECRET_KEY: 'one-secret-of-mine-1', KAIROS_SECRET_KEY_FILE: '/s/key' };
  expect(problemsOf(env, { '/s/key': 'another-secret-of-mine' })).toEqual([
    'KAIROS_SECRET_KEY_FILE: expected either this or KAIROS_SECRET_KEY, not both',
  ]);
  expect(problemsOf({ KAIROS_REDIS_URL_FILE: '/s/url' }, { '/s/url': 'http://:hidden@redis' }).join()).not.toContain(
    'hidden',
  );
});

test('only what is secret can come from a file', () => {
  expect(problemsOf({ KAIROS_PORT_FILE: '/s/port' })).toHaveLength(1);
});

test('what Kubernetes sets beside a Service named kairos is told apart from a mistake', () => {
  const env = { KAIROS_SERVICE_HOST: '10.0.0.1', KAIROS_PORT: 'tcp://10.0.0.1:8420', KAIROS_PORT_8420_TCP: 'tcp://x' };
  const problems = problemsOf(env);
  expect(problems).toHaveLength(3);
  for (const problem of problems) expect(problem).toMatch(/set `enableServiceLinks: false` in the pod/);
});

test('sentinels without a master, and one port for both listeners, are refused', () => {
  expect(problemsOf({ KAIROS_REDIS_URL: 'redis+sentinel://a:26379,b:26379' })).toEqual([
    'KAIROS_REDIS_URL: expected the name of the master after the sentinels: redis+sentinel://host:26379/mymaster',
  ]);
  expect(problemsOf({ KAIROS_PORT: '9000', KAIROS_CONSOLE_PORT: '9000' })).toEqual([
    "KAIROS_CONSOLE_PORT: expected another port than KAIROS_PORT, got '9000' for both",
  ]);
});

test('variables of providers are settings like others, and belong to their provider', () => {
  expect(loadSettings({ KAIROS_MAILER_POOL: 'b' }, VARIABLES).providers).toEqual({ mailer: { pool: 'b' } });
  expect(loadSettings({ KAIROS_MAILER_POOL: '' }, VARIABLES).providers).toEqual({});
  expect(problemsOf({ KAIROS_MAILER_POOL: 'c', KAIROS_MAILER_URL: 'http://x:word@y', KAIROS_MAILER_URI: 'x' })).toEqual(
    [
      'KAIROS_MAILER_URI: expected the name of a setting; did you mean KAIROS_MAILER_URL?',
      'KAIROS_MAILER_URL: expected an SMTP URL',
      "KAIROS_MAILER_POOL: expected `a` or `b`, got 'c'",
    ],
  );
});
