import { afterAll, beforeAll, expect, test } from 'vitest';
import { startClickHouse, type TestClickHouse } from '../../test/support/clickhouse.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { storeLines } from '../../test/support/rows.ts';
import type { Facts, Outcome, StepName } from '../outcomes/contract.ts';
import { lineOf } from '../outcomes/lines.ts';
import { createSole } from '../stores/sole.ts';
import { followChannelPriors, priorsOf, startCountingPriors } from './channel-priors.ts';

let clickhouse: TestClickHouse;
let redis: TestRedis;
const now = Date.now();

beforeAll(async () => {
  [clickhouse, redis] = await Promise.all([startClickHouse(), startRedis()]);
});
afterAll(async () => {
  await clickhouse?.stop();
  await redis?.stop();
});

const row = (decision: string, step: StepName, channel: string, facts?: Facts) =>
  lineOf({
    ...{ step, at: now, wallAt: now, elapsedMs: 1, customer: decision, signal: 's', signalAt: now, trigger: 't' },
    ...{ version: 1, decision, channel, provider: '', place: '', gate: '', reason: '', attempt: 0, facts },
  } satisfies Outcome);

test('how messages of all customers fared is counted by one engine and known to every one', async () => {
  const day = Math.floor(now / 86_400_000);
  const lines: string[] = [];
  const send = (n: number, channel: string, hour: number, did?: StepName, facts?: Facts) => {
    const id = `${channel}${n}.${day}`;
    lines.push(row(id, 'matched', '', { hour, deviceForm: 'phone' }), row(id, 'sent', channel));
    if (did) lines.push(row(id, did, channel, facts));
  };
  for (let n = 0; n < 40; n++) send(n, 'push', 20, n < 30 ? 'clicked' : undefined);
  for (let n = 0; n < 40; n++) send(n, 'email', 20, 'opened', { isByMachine: true });
  await storeLines(clickhouse.store, lines);
  let isWanted = false;
  const counting = startCountingPriors({
    ...{ redis: redis.connect(), store: clickhouse.store, isWanted: () => isWanted },
    sole: createSole(redis.connect(), 'kairos:channel-priors:lease', 60_000),
    clock: { now: () => now, wall: () => now },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  await counting.count();
  const before = await followChannelPriors(redis.connect());
  expect(before.of('push', 'evening.phone')).toBeUndefined();
  isWanted = true;
  await counting.count();
  const priors = await followChannelPriors(redis.connect());
  const { hits = 0, misses = 0 } = priors.of('push', 'evening.phone') ?? {};
  expect(hits + misses).toBeCloseTo(5);
  expect(hits / 5).toBeGreaterThan(0.65);
  expect(priors.of('email', 'evening.phone')!.hits / 5, 'machines are no people').toBeLessThan(0.1);
  expect(priors.of('push', 'morning.phone')).toBeUndefined();
  await Promise.all([before.close(), priors.close(), counting.close()]);
});

test('of a kind of moment that few were seen in, the whole channel tells more', () => {
  const rows = [
    { channel: 'sms', form: 'phone', hour: 9, sent: 1_000, hits: 500 },
    { channel: 'sms', form: '', hour: 23, sent: 1, hits: 0 },
  ];
  const priors = priorsOf(rows);
  expect(priors.get('sms.morning.phone')!.hits / 5).toBeCloseTo(0.5);
  expect(priors.get('sms.night.unknown')!.hits / 5).toBeGreaterThan(0.4);
});
