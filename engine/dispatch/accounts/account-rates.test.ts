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
  // A clock on which the allowance is always asked again.
  let wall = 0;
  const engines = connections.map((connection) => createAccountRates(connection, { wall: () => (wall += 1_000) }));
  const begun = performance.now();
  const takes = await Promise.all(Array.from({ length: 400 }, (_, i) => engines[i % 2]!.take('sms', account)));
  const seconds = (performance.now() - begun) / 1_000;
  const taken = takes.filter(Boolean).length;
  expect(taken).toBeGreaterThanOrEqual(50);
  expect(taken).toBeLessThanOrEqual(51 + Math.ceil(50 * seconds));
  expect(await engines[0]!.take('sms', { ...account, name: 'another' })).toBe(true);
  expect(await engines[0]!.take('sms', told!)).toBe(true);
  for (const connection of connections) connection.disconnect();
});

test('an account that has had its number is not asked for before it may have another', async () => {
  const [told] = toldChannel('sms', false, (id) => ({ kind: 'accepted', providerId: id })).accounts;
  const account = { ...told!, name: 'slow', perSecond: 0.5 };
  const connection = server.connect();
  let wall = 1_000;
  const rates = createAccountRates(connection, { wall: () => wall });
  expect([await rates.take('sms', account), rates.isSpent(account)]).toEqual([true, false]);
  expect([await rates.take('sms', account), rates.isSpent(account)]).toEqual([false, true]);
  await connection.flushall();
  wall += 1_500;
  expect([await rates.take('sms', account), rates.isSpent(account)]).toEqual([false, true]);
  wall += 501;
  expect([await rates.take('sms', account), rates.isSpent(account)]).toEqual([true, false]);
});
