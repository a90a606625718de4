import { afterAll, beforeAll, expect, test } from 'vitest';
import { toldChannel } from '../../../test/support/deliveries.ts';
import { startRedis, type TestRedis } from '../../../test/support/redis.ts';
import { createAccountRates } from './account-rates.ts';

let server: TestRedis;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.stop());

test('two engines together hand over no more than the account takes', async () => {
  const [told] = toldChannel('sms', false, (id) => ({ kind: 'accepted', providerId: id })).accounts;
  const account = { ...told!, perSecond: 50 };
  const connections = [server.connect(), server.connect()];
  const engines = connections.map(createAccountRates);
  const begun = performance.now();
  const waits = await Promise.all(Array.from({ length: 400 }, (_, i) => engines[i % 2]!.take('sms', account)));
  const seconds = (performance.now() - begun) / 1_000;
  const taken = waits.filter((waitMs) => waitMs === 0).length;
  expect(taken).toBeGreaterThanOrEqual(50);
  expect(taken).toBeLessThanOrEqual(51 + Math.ceil(50 * seconds));
  expect(Math.min(...waits.filter((waitMs) => waitMs > 0))).toBeGreaterThan(0);
  expect(Math.max(...waits)).toBeLessThanOrEqual(20);
  expect(await engines[0]!.take('sms', { ...account, name: 'another' })).toBe(0);
  expect(await engines[0]!.take('sms', told!)).toBe(0);
  for (const connection of connections) connection.disconnect();
});
