import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Settings } from '../../config/settings.ts';
import { SILENT, storeOver } from '../../test/support/deliveries.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { systemClock } from '../clock.ts';
import { openOutcomeStore } from '../stores/clickhouse.ts';
import type { Outcomes } from './contract.ts';
import { lineOf } from './lines.ts';
import { openOutcomes } from './open.ts';
import { outcomeStreamKey } from './stream.ts';

let server: TestRedis;
let folder: string;
const open: Outcomes[] = [];
beforeAll(async () => {
  server = await startRedis();
  folder = await mkdtemp(join(tmpdir(), 'kairos-outcomes-'));
});
afterEach(async () => {
  for (const outcomes of open.splice(0)) await outcomes.close();
  await server.connect().flushall();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(more: Partial<Settings> = {}, sinks = true): Promise<Outcomes> {
  const settings = { dataDir: folder, shards: 2, signalDays: 7, outcomeDays: 400, ...more } as Settings;
  const outcomes = await openOutcomes({
    settings,
    openStore: (stop) => openOutcomeStore(settings, SILENT, stop),
    redis: storeOver(server),
    clock: systemClock(),
    log: SILENT,
    sinks,
  });
  open.push(outcomes);
  return outcomes;
}

const AT = Date.UTC(2026, 0, 5, 18);
const row = (customer: string) =>
  lineOf({
    ...{ step: 'matched' as const, at: AT, wallAt: AT, elapsedMs: 1, customer, signal: 's', signalAt: AT, version: 1 },
    ...{ trigger: 'rainy', decision: `d-${customer}`, channel: '', provider: '', place: '', gate: '', reason: '' },
    attempt: 0,
  });

test('until ClickHouse is open what is asked of it fails at once and says why; then rows are moved, asked for and erased', async () => {
  const outcomes = await start();
  expect(outcomes.notYet).toBe('ClickHouse is being opened');
  await expect(outcomes.queries.run('funnel', {})).rejects.toThrow('ClickHouse is being opened; try again');
  await expect(outcomes.sink!.lag()).rejects.toThrow('ClickHouse is being opened');
  await server.connect().xadd(outcomeStreamKey(0), '*', 'r', [row('ann'), row('bob')].join('\n'));
  await outcomes.sink!.drained();
  expect(outcomes.notYet).toBeUndefined();
  expect((await outcomes.sink!.lag()).rows).toBe(2);
  expect((await outcomes.queries.run('funnel', {})).rows).toMatchObject([{ trigger: 'rainy', matched: 2 }]);
  expect([...outcomes.queries.all.keys()]).toContain('funnel');
  await server.connect().xadd(outcomeStreamKey(1), '*', 'r', row('eve'));
  await outcomes.erase(['ann', 'eve']);
  expect((await outcomes.queries.run('funnel', {})).rows).toMatchObject([{ matched: 1 }]);
  await outcomes.close();
  await expect(outcomes.queries.run('funnel', {})).rejects.toThrow('the ClickHouse process is closed');
});

test('an engine that moves no rows only asks', async () => {
  const outcomes = await start({}, false);
  await outcomes.opened;
  expect(outcomes.sink).toBeUndefined();
  expect(await outcomes.store.ping()).toBe(true);
});

test('a ClickHouse that is away is waited for, and a stop does not wait for it', async () => {
  const outcomes = await start({ clickhouseUrl: 'http://127.0.0.1:1' });
  await expect.poll(() => outcomes.notYet, { timeout: 20_000 }).toBe('ClickHouse does not answer yet');
  await expect(outcomes.store.query('SELECT 1', {})).rejects.toThrow('ClickHouse does not answer yet; try again');
  await outcomes.close();
  await expect(outcomes.opened).rejects.toThrow();
});
