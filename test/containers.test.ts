import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { Redis } from 'ioredis';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadSettings, ROLES } from '../config/settings.ts';
import { DEFAULT_VARIABLES, PROVIDER_VARIABLES } from './support/provider-variables.ts';
import { startRedis } from './support/redis.ts';
import { root } from './support/sources.ts';

interface Service {
  readonly build?: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly secrets?: readonly unknown[];
  readonly depends_on?: Readonly<Record<string, unknown>> | readonly string[];
  readonly healthcheck?: unknown;
  readonly restart?: string;
  readonly mem_limit?: string;
  readonly logging?: unknown;
  readonly profiles?: readonly string[];
  readonly networks?: { readonly default: { readonly aliases: readonly string[] } };
}

const read = (path: string) => readFileSync(join(root, path), 'utf8');
/** As compose reads it when nothing is set outside: `${NAME:-fallback}` is its fallback. */
const interpolate = (_: unknown, value: unknown) =>
  typeof value === 'string' ? value.replace(/\$\{\w+:-([^}]*)\}/g, '$1') : value;
const compose = parse(read('docker-compose.yml'), interpolate, { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
};
const services = Object.entries(compose.services);
const engines = services.filter(([, service]) => service.build !== undefined);
const stores = services.filter(([name, service]) => service.build === undefined && name !== 'balancer');
const instructions = read('Dockerfile')
  .replace(/\\\n(\s*#.*\n)*/g, ' ')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line))
  .map((line) => line.trim().split(/\s+/));

/** What make-secrets.sh makes, where compose mounts it. */
const secretsFolder = mkdtempSync(join(tmpdir(), 'kairos-secrets-'));
execFileSync('sh', [join(root, 'config/compose/make-secrets.sh'), secretsFolder]);
afterAll(() => rmSync(secretsFolder, { recursive: true }));
const secret = (name: string) => readFileSync(join(secretsFolder, name), 'utf8');
const settingsOf = ({ environment = {}, secrets = [] }: Service) =>
  loadSettings(environment, PROVIDER_VARIABLES, (path) => {
    const name = basename(path);
    if (!secrets.includes(name)) throw new Error(`the service is not given the secret ${name}`);
    return secret(name);
  });

test('the engines of the compose file have settings that load, and all roles between them', () => {
  const roles = engines.flatMap(([, service]) => (service.profiles ? [] : settingsOf(service).roles));
  expect([...roles].sort()).toEqual([...ROLES].sort());
});

test('the compose file and the Dockerfile set only what the engine reads', () => {
  const ofProviders = PROVIDER_VARIABLES.map(({ name }) => name);
  const known = new Set([...(read('config/settings.ts').match(/KAIROS_[A-Z_]+/g) ?? []), ...ofProviders]);
  const used = (`${read('docker-compose.yml')}${read('Dockerfile')}`.match(/KAIROS_[A-Z_]+/g) ?? []).map((name) =>
    name.replace(/_FILE$/, ''),
  );
  expect(used.filter((name) => !known.has(name))).toEqual([]);
});

test('every setting reaches the engines; those of the container itself stay as they are', () => {
  const ofContainer = ['KAIROS_PORT', 'KAIROS_CONSOLE_PORT', 'KAIROS_HOST', 'KAIROS_DATA_DIR'];
  const own = [...new Set(read('config/settings.ts').match(/^ {2}KAIROS_[A-Z_]+(?=:)/gm))].map((name) => name.trim());
  const known = [...own, ...DEFAULT_VARIABLES];
  expect(known.length).toBeGreaterThan(15);
  for (const [name, { environment = {} }] of engines) {
    const passed = Object.keys(environment).map((variable) => variable.replace(/_FILE$/, ''));
    expect(
      known.filter((variable) => !passed.includes(variable) && !ofContainer.includes(variable)),
      name,
    ).toEqual([]);
  }
});

test('what is set outside wins, and nothing but yours is live: the sample is no default', () => {
  const outside = (name: string) => new RegExp(`^ +${name}: \\$\\{${name}:-`, 'm');
  for (const name of ['KAIROS_DURABILITY', 'KAIROS_RATE_LIMIT', 'KAIROS_WORKSPACE', 'KAIROS_SIGNAL_DAYS'])
    expect(read('docker-compose.yml')).toMatch(outside(name));
  for (const [, service] of engines) expect(settingsOf(service).workspace).toBeUndefined();
});

test('no password and no key stands in the compose file, and every secret that is mounted is made', () => {
  expect(read('docker-compose.yml')).not.toMatch(/PASSWORD: |:\/\/\w+:[^@\s]+@/);
  const files = Object.values(compose.secrets).map(({ file }) => basename(file));
  expect(files.filter((name) => !existsSync(join(secretsFolder, name)))).toEqual([]);
  expect(statSync(secretsFolder).mode & 0o777).toBe(0o700);
});

test('making the secrets again keeps what is there', () => {
  const before = [secret('secret_key'), secret('redis_url'), secret('clickhouse_users.xml')];
  execFileSync('sh', [join(root, 'config/compose/make-secrets.sh'), secretsFolder]);
  expect([secret('secret_key'), secret('redis_url'), secret('clickhouse_users.xml')]).toEqual(before);
});

test('ClickHouse knows the engines by their password, and an analyst who can only read', () => {
  const parser = new XMLParser({ ignoreAttributes: false });
  interface User {
    readonly password_sha256_hex: string;
    readonly profile: string;
  }
  const { clickhouse } = parser.parse(secret('clickhouse_users.xml')) as {
    clickhouse: { users: Readonly<Record<'kairos' | 'analyst', User>> };
  };
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const url = new URL(secret('clickhouse_url'));
  expect(url.username).toBe('kairos');
  expect(clickhouse.users.kairos.password_sha256_hex).toBe(hash(url.password));
  expect(clickhouse.users.analyst.password_sha256_hex).toBe(hash(secret('analyst_password')));
  const limits = parser.parse(read('config/clickhouse/queries.xml')) as {
    clickhouse: { profiles: Readonly<Record<string, { readonly readonly?: number }>> };
  };
  expect(limits.clickhouse.profiles[clickhouse.users.analyst.profile]?.readonly).toBe(2);
});

test('the engines reach the stores that the compose file starts', () => {
  const addresses = engines.flatMap(([, service]) => {
    const { redisUrl = '', clickhouseUrl = '' } = settingsOf(service);
    return [redisUrl, clickhouseUrl].map((url) => new URL(url).hostname);
  });
  expect([...new Set(addresses)].sort()).toEqual(stores.map(([name]) => name).sort());
  expect(new URL(secret('redis_url')).password).toBe(secret('redis_password'));
  for (const [, { depends_on = {} }] of engines)
    expect(Object.keys(depends_on).sort()).toEqual(stores.map(([name]) => name).sort());
});

test('every service is limited in memory and logs, and comes back', () => {
  for (const [name, service] of services) {
    expect(service, name).toMatchObject({ restart: 'unless-stopped', mem_limit: expect.stringMatching(/^\d+[mg]$/) });
    expect(service.logging, name).toBeDefined();
  }
});

test('the stores prove their health, keep their data, and are open to this machine only', () => {
  for (const [name, { healthcheck, ports = [], volumes = [] }] of stores) {
    expect(healthcheck, name).toBeDefined();
    expect(
      ports.every((port) => port.startsWith('127.0.0.1:')),
      name,
    ).toBe(true);
    expect(
      volumes.some((volume) => (volume.split(':')[0] ?? '') in compose.volumes),
      name,
    ).toBe(true);
  }
});

test('the balancer has every engine that its configuration names, and each of them takes signals', () => {
  const named = [...read('config/proxy/nginx.conf').matchAll(/server ([\w-]+):(\d+)/g)];
  expect(named.map(([, host]) => host)).toEqual(['engine-1', 'engine-2']);
  for (const [, host = '', port] of named) {
    const [name, service] = engines.find(
      ([each, { networks }]) => each === host || networks?.default.aliases.includes(host),
    )!;
    expect(compose.services.balancer!.depends_on, host).toContain(name);
    expect(settingsOf(service).roles).toContain('ingest');
    expect(String(settingsOf(service).port)).toBe(port);
  }
  expect(compose.services.balancer!.profiles).toEqual(['balanced']);
  expect(compose.services['engine-2']!.profiles).toEqual(['balanced']);
});

test('every file that is mounted is there', () => {
  // What is secret is made by whoever runs it.
  const files = services
    .flatMap(([, { volumes = [] }]) => volumes.filter((volume) => volume.startsWith('./')))
    .filter((volume) => !volume.startsWith('./secrets/'));
  expect(files.length).toBeGreaterThan(0);
  expect(files.filter((volume) => !existsSync(join(root, volume.split(':')[0] ?? '')))).toEqual([]);
});

test.each([
  ['', 'everysec'],
  ['standard', 'everysec'],
  ['strict', 'always'],
])('with KAIROS_DURABILITY=%s Redis is started so that it loses nothing it took', async (durability, fsync) => {
  const [shell, flag, script = ''] = compose.services.redis?.command ?? [];
  expect([shell, flag]).toEqual(['sh', '-c']);
  const written = script
    .replaceAll('$$', '$')
    .replace('/run/secrets', secretsFolder)
    .replace('exec redis-server', `printf '%s\\n'`);
  const options = execFileSync('sh', ['-c', written], {
    encoding: 'utf8',
    env: { KAIROS_DURABILITY: durability, PATH: process.env.PATH },
  })
    .trimEnd()
    .split('\n');
  const password = options[options.indexOf('--requirepass') + 1];
  expect(password).toBe(secret('redis_password'));
  const redis = await startRedis(options);
  const connection = new Redis({ path: redis.socket, ...(password !== undefined && { password }) });
  const config = (await connection.config('GET', 'append*', 'maxmemory*')) as string[];
  const value = (name: string) => config[config.indexOf(name) + 1];
  expect([value('appendonly'), value('appendfsync'), value('maxmemory-policy')]).toEqual(['yes', fsync, 'noeviction']);
  expect(Number(value('maxmemory'))).toBeGreaterThan(0);
  connection.disconnect();
  await redis.stop();
});

test('no image is whatever is newest: stores name their release line, the base its major one', () => {
  for (const [name, { image }] of stores) expect(image, name).toMatch(/:\d+\.\d+$/);
  for (const image of read('Dockerfile').match(/(?<=^FROM )\S+/gm) ?? []) expect(image).toMatch(/:\d+-\w+-slim$/);
});

test("ClickHouse's log tables about itself each have an end", () => {
  for (const file of ['config/clickhouse/server.xml', 'config/clickhouse/queries.xml']) {
    expect(XMLValidator.validate(read(file)), file).toBe(true);
  }
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@' });
  const { clickhouse } = parser.parse(read('config/clickhouse/server.xml')) as {
    clickhouse: Readonly<Record<string, { '@remove'?: string; ttl?: string }>>;
  };
  const logs = Object.entries(clickhouse).filter(([name]) => name.endsWith('_log'));
  expect(logs.length).toBeGreaterThan(10);
  expect(logs.filter(([, log]) => log['@remove'] !== '1' && !/INTERVAL \d+ DAY DELETE$/.test(log.ttl ?? ''))).toEqual(
    [],
  );
});

test('the image copies what is there, and the builder is sent what it copies', () => {
  const copied = instructions
    .filter(([word, first]) => word === 'COPY' && !first?.startsWith('--from'))
    .flatMap((words) => words.slice(1, -1));
  expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  const sent = read('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  expect([...new Set(copied)].sort()).toEqual(sent.sort());
});

test('the image runs the engine, not as root, and says when it is ready', () => {
  const command = instructions
    .findLast(([word]) => word === 'CMD')
    ?.slice(1)
    .join(' ');
  const file = (JSON.parse(command ?? '') as string[]).at(-1) ?? '';
  expect(existsSync(join(root, file)), file).toBe(true);
  expect(instructions.findLast(([word]) => word === 'USER')).toEqual(['USER', 'node']);
  expect(instructions.some(([word]) => word === 'HEALTHCHECK')).toBe(true);
});

test('the image starts Node as `npm start` does', () => {
  const flags = (text: string) => text.match(/--(?:max|no|use)-[a-z]\S*[a-z\d]/g);
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<'start' | 'demo', string>> };
  const command = read('Dockerfile').match(/^CMD .*main\.ts.*$/m)?.[0] ?? '';
  expect(flags(command)).toEqual(flags(scripts.start));
  expect(flags(scripts.demo)).toEqual(flags(scripts.start));
  expect(flags(command)).toHaveLength(3);
});
