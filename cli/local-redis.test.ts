import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openRedis } from '../engine/stores/redis.ts';
import { openTestApi, type TestApi } from '../test/support/api.ts';
import { SILENT } from '../test/support/deliveries.ts';
import { processesOn } from '../test/support/engine-process.ts';
import { startRedis } from '../test/support/redis.ts';
import type { Io } from './contract.ts';
import { main } from './main.ts';

let api: TestApi;
let folder: string;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kairos-keys-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function keys(args: readonly string[], env: Readonly<Record<string, string>>) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const io: Io = {
    env,
    stdout,
    stderr,
    stdin: Readable.from([]),
    isTerminal: false,
    fetch,
    now: Date.now,
    wait: async () => undefined,
    interrupted: new AbortController().signal,
  };
  const code = await main(['keys', ...args], io);
  return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') };
}

test('over the API a key is made, listed, rotated and revoked, and counts as soon as engines have heard', async () => {
  const env = { KAIROS_SECRET_KEY: api.secretKey, KAIROS_CONSOLE_PORT: String(api.port) };
  const made = await keys(['new', 'secret', '--name', 'ci'], env);
  expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^ks_\S+\n$/) });
  const id = /id ([0-9a-f]{12})/.exec(made.err)?.[1] ?? '';
  const key = made.out.trim();
  await vi.waitUntil(() => api.keys.check(key) === 'secret', { timeout: 10_000 });
  expect((await keys(['list'], { ...env, KAIROS_SECRET_KEY: key })).out).toMatch(
    new RegExp(`^${id} +secret +ci +20\\d\\d-\\S+Z +\\S+`, 'm'),
  );
  const rotated = await keys(['rotate', id, '--keep', '0s', '--json'], env);
  const successor = JSON.parse(rotated.out) as { id: string; key: string; name: string };
  expect(successor).toMatchObject({ name: 'ci', role: 'secret' });
  await vi.waitUntil(() => api.keys.check(key) === undefined, { timeout: 10_000 });
  expect(await keys(['revoke', successor.id], env)).toEqual({
    code: 0,
    out: `revoked the secret key ${successor.id} (ci)\n`,
    err: '',
  });
  await vi.waitUntil(() => api.keys.check(successor.key) === undefined, { timeout: 10_000 });
});

test('what cannot be done says why', async () => {
  const env = { KAIROS_SECRET_KEY: api.secretKey, KAIROS_CONSOLE_PORT: String(api.port) };
  const { out } = await keys(['list', '--json'], env);
  const outside = out.split('\n').flatMap((line) => (line.includes('"secret"') ? [JSON.parse(line).id] : []));
  expect((await keys(['revoke', outside[0]], env)).err).toMatch(/is set from outside: change KAIROS_SECRET_KEY/);
  expect((await keys(['revoke', 'abc'], env)).err).toBe("kairos: there is no key 'abc'\n");
  expect((await keys(['new', 'public', '--name', 'x'], env)).err).toMatch(
    /expected the role `publishable`, `reading` or `secret`/,
  );
  expect((await keys(['rotate', 'abc', '--keep', 'long'], env)).err).toMatch(/--keep: expected a time such as 24h/);
  const stranger = { ...env, KAIROS_SECRET_KEY: api.ingestKey };
  expect((await keys(['list'], stranger)).err).toMatch(/the secret key is needed/);
});

test('with every key lost there is a way in at the Redis of an address', async () => {
  const redis = await startRedis();
  const made = await keys(['new', 'secret', '--name', 'way in', '--local'], { KAIROS_REDIS_URL: redis.url });
  expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^ks_\S+\n$/) });
  expect(await redis.connect().hlen('kairos:keys')).toBe(1);
  await redis.stop();
});

test('with every key lost there is a way in at the data folder, whether an engine runs on it or not', async () => {
  const env = { KAIROS_DATA_DIR: folder };
  expect((await keys(['list', '--local'], env)).err).toMatch(/^kairos: no engine has run on .*: set KAIROS_DATA_DIR/);
  const running = await openRedis({ dataDir: folder, durability: 'standard' }, SILENT);
  expect((await keys(['new', 'secret', '--name', 'beside an engine', '--local'], env)).code).toBe(0);
  await running.close();
  expect((await keys(['new', 'secret', '--name', 'alone', '--local'], env)).code).toBe(0);
  const { out } = await keys(['list', '--local', '--json'], env);
  expect(
    out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).name),
  ).toEqual(['beside an engine', 'alone']);
  expect(processesOn(folder)).toEqual([]);
});
