import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventOf, SECRET_KEY, startTestEngine, type TestEngine } from '../support/engine.ts';
import { startMailServer } from '../support/mail-server.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { documentOf, eventTrigger, workspaceBody } from '../support/workspace.ts';

const MIB = 1_048_576;
let redis: TestRedis;
let mails: Awaited<ReturnType<typeof startMailServer>>;
let front: TestEngine;
let back: TestEngine;

beforeAll(async () => {
  [redis, mails] = await Promise.all([startRedis(['--maxmemory', String(64 * MIB)]), startMailServer()]);
  front = await startTestEngine({
    mails,
    env: { KAIROS_REDIS_URL: redis.url, KAIROS_ROLES: 'ingest,api' },
    documents: ({ url }) => [
      workspaceBody(url),
      documentOf('template', 'note', { name: 'note', channels: { 'in-app': { title: 'Hello', body: 'there' } } }),
      eventTrigger('greet', 'came', { message: { template: 'note', channels: ['in-app'], purpose: 'service' } }),
    ],
  });
});
afterAll(async () => {
  await Promise.all([front?.close(), back?.close()]);
  await Promise.all([mails.close(), redis.stop()]);
});

let round = 0;
const batch = () => {
  round++;
  const signals = Array.from({ length: 100 }, (_, i) => ({
    ...eventOf(`c-${round}-${i}`, 'came', { id: `s-${round}-${i}` }),
    at: front.clock.now(),
    value: { name: 'came', properties: Object.fromEntries([...'abcdefgh'].map((p) => [p, p.repeat(240)])) },
  }));
  return front.post('/v1/signals', JSON.stringify({ signals }));
};

test('ingest leaves room in a Redis that fills up, what makes room uses it, and nothing is lost', async () => {
  front.nextDay('12:00');
  let accepted = 0;
  let refused = await batch();
  for (; refused.status === 200; refused = await batch()) accepted += 100;
  expect([429, 503]).toContain(refused.status);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  const ready = await fetch(`${front.edgeUrl}/readyz`);
  expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining('Redis is nearly full')]);
  const metrics = await fetch(`${front.consoleUrl}/metrics`, { headers: { authorization: `Bearer ${SECRET_KEY}` } });
  expect(Number(/^kairos_redis_used_ratio (\S+)$/m.exec(await metrics.text())?.[1])).toBeGreaterThan(0.84);
  await front.app.contexts.read('c-1-1'); // it answers still

  back = await startTestEngine({
    mails,
    clock: front.clock,
    env: { KAIROS_REDIS_URL: redis.url, KAIROS_ROLES: 'dispatch,sink', KAIROS_PUBLIC_URL: front.edgeUrl },
  });
  await expect
    .poll(async () => (await back.rows<{ n: string }>(`SELECT count() AS n FROM outcomes WHERE step = 'sent'`))[0]?.n, {
      timeout: 60_000,
    })
    .toEqual(accepted);
  await back.settled();
  const counted = await back.rows<{ step: string; rows: number; decisions: number }>(
    `SELECT step, count() AS rows, uniqExact(decision) AS decisions FROM outcomes GROUP BY step ORDER BY step`,
  );
  const whole = { rows: accepted, decisions: accepted };
  expect(counted).toEqual(['attempted', 'matched', 'queued', 'sent'].map((step) => ({ step, ...whole })));
  const [stored] = await back.rows<{ n: number }>(`SELECT uniqExact(id) AS n FROM signals WHERE kind = 'event'`);
  expect(stored!.n).toBe(accepted);
  await expect.poll(async () => (await batch()).status, { timeout: 20_000 }).toBe(200);
}, 120_000);
