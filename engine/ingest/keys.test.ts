import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import type { Log } from '../contract.ts';
import { openKeys } from './keys.ts';

const clock = { now: () => 1_800_000_000_000, wall: () => 1_800_000_000_000 };
const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let server: TestRedis;
let redis: ReturnType<TestRedis['connect']>;

beforeAll(async () => {
  server = await startRedis();
  redis = server.connect();
});
beforeEach(() => redis.flushall());
afterAll(() => server.stop());

test('the first start makes one key of each role and tells them once', async () => {
  const first = await openKeys(redis, {}, clock, quiet);
  expect(first.made.ingestKey).toMatch(/^kp_[\w-]{32}$/);
  expect(first.made.secretKey).toMatch(/^ks_[\w-]{32}$/);
  expect(first.check(first.made.ingestKey!)).toBe('publishable');
  expect(first.check(first.made.secretKey!)).toBe('secret');
  expect(first.check(`${first.made.ingestKey}x`)).toBeUndefined();
  expect(first.check('')).toBeUndefined();

  const second = await openKeys(redis, {}, clock, quiet);
  expect(second.made).toEqual({});
  expect(second.check(first.made.ingestKey!)).toBe('publishable');
  await first.close();
  await second.close();
});

test('no key is kept in the clear', async () => {
  const keys = await openKeys(redis, { secretKey: 'my-own-secret-key-0' }, clock, quiet);
  const kept = JSON.stringify(await redis.hgetall('kairos:keys'));
  expect(kept).not.toContain(keys.made.ingestKey);
  expect(kept).not.toContain('my-own-secret-key-0');
  await keys.close();
});

test('engines that start at once agree on one made key', async () => {
  const engines = await Promise.all([1, 2, 3].map(() => openKeys(server.connect(), {}, clock, quiet)));
  expect(engines.filter((keys) => keys.made.ingestKey !== undefined)).toHaveLength(1);
  expect(await redis.hlen('kairos:keys')).toBe(2);
  for (const keys of engines) await keys.close();
});

test('a preset key counts, and its successor replaces it', async () => {
  const old = await openKeys(redis, { ingestKey: 'preset-key-number-1' }, clock, quiet);
  expect(old.made.ingestKey).toBeUndefined();
  expect(old.check('preset-key-number-1')).toBe('publishable');
  const renewed = await openKeys(redis, { ingestKey: 'preset-key-number-2' }, clock, quiet);
  expect(renewed.check('preset-key-number-1')).toBeUndefined();
  expect(renewed.check('preset-key-number-2')).toBe('publishable');
  await old.close();
  await renewed.close();
});

test('a key deleted in Redis is refused within 5 s', async () => {
  const keys = await openKeys(redis, { secretKey: 'secret-key-to-revoke' }, clock, quiet);
  expect(keys.check('secret-key-to-revoke')).toBe('secret');
  await redis.del('kairos:keys');
  const from = Date.now();
  await vi.waitUntil(() => keys.check('secret-key-to-revoke') === undefined, { timeout: 5_000, interval: 50 });
  expect(Date.now() - from).toBeLessThan(5_000);
  await keys.close();
});

test('tokens are the same on every engine, and each purpose signs with a secret of its own', async () => {
  const a = await openKeys(redis, {}, clock, quiet);
  const b = await openKeys(redis, {}, clock, quiet);
  expect(b.customerToken('anna')).toBe(a.customerToken('anna'));
  expect(b.isCustomerToken('anna', a.customerToken('anna'))).toBe(true);
  expect(b.isCustomerToken('bert', a.customerToken('anna'))).toBe(false);
  expect(a.isCustomerToken('anna', '')).toBe(false);
  expect(a.secretFor('one')).toEqual(b.secretFor('one'));
  expect(a.secretFor('one')).not.toEqual(a.secretFor('two'));
  await a.close();
  await b.close();
});

test('an unsubscribe token gives back what went in, and nothing when one character of it changed', async () => {
  const keys = await openKeys(redis, {}, clock, quiet);
  const said = { customer: 'Zoë {2}:*', channel: 'email', purpose: 'offers', delivery: 'd-1' };
  const token = keys.unsubscribeToken(said);
  expect(token).toMatch(/^[\w.-]+$/);
  expect(keys.readUnsubscribeToken(token)).toEqual(said);
  for (let i = 0; i < token.length; i++) {
    const other = token[i] === 'A' ? 'B' : 'A';
    // The last character of base64 may carry bits that mean nothing; it still must not be another text for the same token.
    expect(keys.readUnsubscribeToken(token.slice(0, i) + other + token.slice(i + 1))).toBeUndefined();
  }
  expect(keys.readUnsubscribeToken('')).toBeUndefined();
  expect(keys.readUnsubscribeToken('.')).toBeUndefined();
  expect(keys.readUnsubscribeToken('x'.repeat(10_000))).toBeUndefined();
  await keys.close();
});
