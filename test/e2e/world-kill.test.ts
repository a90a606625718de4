import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { systemClock } from '../../engine/clock.ts';
import type { SignalInput } from '../../sdk/protocol.ts';
import { INGEST_KEY, startTestEngine, type TestEngine, testEnv } from '../support/engine.ts';
import { killLaunched, startEngineProcess } from '../support/engine-process.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { documentOf, NOTE, workspaceBody } from '../support/workspace.ts';

const CUSTOMERS = 6_000;
const CITY = { west: 13.1, south: 52.3, east: 13.8, north: 52.7 };

// A start takes two seconds, and ten times that where the machine has other things to do.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

let folder: string;
let redis: TestRedis;
/** Keeps and shows; it takes no signals and wakes nobody. */
let office: TestEngine;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kairos-world-kill-'));
  redis = await startRedis();
  office = await startTestEngine({
    clock: { ...systemClock(), advance: () => undefined },
    env: { KAIROS_REDIS_URL: redis.url, KAIROS_ROLES: 'api,sink' },
    documents: ({ url }) => [
      workspaceBody(url),
      NOTE,
      documentOf('trigger', 'rain', {
        name: 'rain',
        on: { weather: { begins: 'rain' } },
        cooldown: '1m',
        message: { template: 'note', purpose: 'offers', channels: ['email'], expires: '1h' },
      }),
    ],
  });
});
afterAll(async () => {
  await killLaunched();
  await office?.close();
  await redis?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

test('an engine killed while rain wakes a city leaves nobody asleep, and nobody is woken twice', async () => {
  const env = { KAIROS_REDIS_URL: redis.url, KAIROS_ROLES: 'ingest,dispatch,api' };
  const dying = await startEngineProcess({ ...testEnv(join(folder, 'a')), ...env });
  const send = async (...signals: readonly SignalInput[]) => {
    const reply = await fetch(`${dying.edgeUrl}/v1/signals`, {
      method: 'POST',
      headers: { authorization: `Bearer ${INGEST_KEY}` },
      body: JSON.stringify({ signals }),
    });
    expect(reply.status).toBe(200);
  };
  await send(weather('cloudy'));
  for (let i = 0; i < CUSTOMERS; i += 1_000) {
    await send(
      ...Array.from({ length: 1_000 }, (_, j) => fix(`c${i + j}`, 52.45 + (j % 97) / 1_000, 13.3 + (j % 89) / 1_000)),
    );
  }
  await send(weather('rain'));

  const store = redis.connect();
  const shards = Array.from({ length: office.app.contexts.shards }, (_, shard) => shard);
  const count = async (of: string) => {
    const lengths = await Promise.all(shards.map((shard) => store.hlen(`kairos:waves:{${shard}}${of}`)));
    return lengths.reduce((sum, length) => sum + length, 0);
  };
  while ((await count(':reached')) === 0 && (await count('')) === shards.length);
  expect(await dying.kill('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
  expect(await count(''), 'shards that are not done').toBeGreaterThan(0);

  const heir = await startEngineProcess({ ...testEnv(join(folder, 'b')), ...env });
  await expect.poll(() => count(''), { timeout: 60_000, interval: 200 }).toBe(0);
  expect((await heir.kill('SIGTERM')).code).toBe(0);
  await office.settled();
  expect(
    await office.rows(
      `SELECT count() AS decisions, uniqExact(customer) AS customers FROM outcomes
       WHERE trigger = 'rain' AND step = 'matched'`,
    ),
  ).toEqual([{ decisions: CUSTOMERS, customers: CUSTOMERS }]);
});

const weather = (condition: string): SignalInput => ({ kind: 'weather', value: { area: CITY, condition } });
const fix = (customer: string, lat: number, lon: number): SignalInput => ({
  kind: 'location',
  customer,
  value: { lat, lon, accuracyMetres: 10 },
});
