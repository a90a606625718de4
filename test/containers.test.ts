import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadSettings, ROLES } from '../config/settings.ts';
import { startRedis } from './support/redis.ts';
import { root } from './support/sources.ts';

interface Service {
  readonly build?: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly healthcheck?: unknown;
  readonly restart?: string;
  readonly mem_limit?: string;
  readonly logging?: unknown;
}

const read = (path: string) => readFileSync(join(root, path), 'utf8');
/** As compose reads it when nothing is set outside: `${NAME:-fallback}` is its fallback. */
const interpolate = (_: unknown, value: unknown) =>
  typeof value === 'string' ? value.replace(/\$\{\w+:-([^}]*)\}/g, '$1') : value;
const compose = parse(read('docker-compose.yml'), interpolate, { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};
const services = Object.entries(compose.services);
const engines = services.filter(([, service]) => service.build !== undefined);
const stores = services.filter(([, service]) => service.build === undefined);
const instructions = read('Dockerfile')
  .replace(/\\\n(\s*#.*\n)*/g, ' ')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line))
  .map((line) => line.trim().split(/\s+/));

test('the engines of the compose file have settings that load, and all roles between them', () => {
  const roles = engines.flatMap(([, service]) => loadSettings(service.environment ?? {}).roles);
  expect([...roles].sort()).toEqual([...ROLES].sort());
});

test('the compose file and the Dockerfile set only what the engine reads', () => {
  const known = new Set(read('config/settings.ts').match(/KAIROS_[A-Z_]+/g));
  const used = `${read('docker-compose.yml')}${read('Dockerfile')}`.match(/KAIROS_[A-Z_]+/g) ?? [];
  expect(used.filter((name) => !known.has(name))).toEqual([]);
});

test('the engines reach the stores that the compose file starts', () => {
  const addresses = engines.flatMap(([, { environment = {} }]) => {
    const { redisUrl = '', clickhouseUrl = '' } = loadSettings(environment);
    return [redisUrl, clickhouseUrl].map((url) => new URL(url).hostname);
  });
  expect([...new Set(addresses)].sort()).toEqual(stores.map(([name]) => name).sort());
  const clickhouse = compose.services.clickhouse?.environment ?? {};
  const url = new URL(loadSettings(engines[0]?.[1].environment ?? {}).clickhouseUrl ?? '');
  expect([url.username, url.password, url.pathname]).toEqual([
    clickhouse.CLICKHOUSE_USER,
    clickhouse.CLICKHOUSE_PASSWORD,
    `/${clickhouse.CLICKHOUSE_DB}`,
  ]);
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

test('every file that is mounted is there', () => {
  const files = services.flatMap(([, { volumes = [] }]) => volumes.filter((volume) => volume.startsWith('./')));
  expect(files.length).toBeGreaterThan(0);
  expect(files.filter((volume) => !existsSync(join(root, volume.split(':')[0] ?? '')))).toEqual([]);
});

test('Redis is started so that it loses nothing it took', async () => {
  const [program, ...options] = compose.services.redis?.command ?? [];
  expect(program).toBe('redis-server');
  const redis = await startRedis(options);
  const config = (await redis.connect().config('GET', 'append*', 'maxmemory*')) as string[];
  const value = (name: string) => config[config.indexOf(name) + 1];
  expect([value('appendonly'), value('appendfsync'), value('maxmemory-policy')]).toEqual([
    'yes',
    'everysec',
    'noeviction',
  ]);
  expect(Number(value('maxmemory'))).toBeGreaterThan(0);
  await redis.stop();
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
