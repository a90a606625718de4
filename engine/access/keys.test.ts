import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import type { Log } from '../contract.ts';
import type { MadeKeys } from './contract.ts';
import { openKeys } from './keys.ts';

const clock = { now: () => 1_800_000_000_000, wall: () => 1_800_000_000_000 };
const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const shown: MadeKeys[] = [];
const show = (made: MadeKeys) => void shown.push(made);
let server: TestRedis;
let redis: ReturnType<TestRedis['connect']>;

beforeAll(async () => {
  server = await startRedis();
  redis = server.connect();
});
beforeEach(() => redis.flushall());
afterAll(() => server.stop());

test('the first start makes one key of each role and tells them once', async () => {
  const first = await openKeys(redis, { settings: {}, clock, log: quiet, show });
  expect(first.made.ingestKey).toMatch(/^kp_[\w-]{32}$/);
  expect(first.made.secretKey).toMatch(/^ks_[\w-]{32}$/);
  expect(first.check(first.made.ingestKey!)).toBe('publishable');
  expect(first.check(first.made.secretKey!)).toBe('secret');
  expect(first.check(`${first.made.ingestKey}x`)).toBeUndefined();
  expect(first.check('')).toBeUndefined();

  const second = await openKeys(redis, { settings: {}, clock, log: quiet, show });
  expect(second.made).toEqual({});
  expect(second.check(first.made.ingestKey!)).toBe('publishable');
  await first.close();
  await second.close();
});

test('no key is kept in the clear', async () => {
  const keys = await openKeys(redis, { settings: { secretKey: 'my-own-secret-key-0' }, clock, log: quiet, show });
  const kept = JSON.stringify(await redis.hgetall('kairos:keys'));
  expect(kept).not.toContain(keys.made.ingestKey);
  expect(kept).not.toContain('my-own-secret-key-0');
  await keys.close();
});

test('engines that start at once agree on one made key', async () => {
  const engines = await Promise.all(
    [1, 2, 3].map(() => openKeys(server.connect(), { settings: {}, clock, log: quiet, show })),
  );
  expect(engines.filter((keys) => keys.made.ingestKey !== undefined)).toHaveLength(1);
  expect(await redis.hlen('kairos:keys')).toBe(2);
  for (const keys of engines) await keys.close();
});

test('a preset key counts, and its successor replaces it', async () => {
  const old = await openKeys(redis, { settings: { ingestKey: 'preset-key-number-1' }, clock, log: quiet, show });
  expect(old.made.ingestKey).toBeUndefined();
  expect(old.check('preset-key-number-1')).toBe('publishable');
  const renewed = await openKeys(redis, { settings: { ingestKey: 'preset-key-number-2' }, clock, log: quiet, show });
  expect(renewed.check('preset-key-number-1')).toBeUndefined();
  expect(renewed.check('preset-key-number-2')).toBe('publishable');
  await old.close();
  await renewed.close();
});

test('a key deleted in Redis is refused within 2 s', async () => {
  const keys = await openKeys(redis, { settings: { secretKey: 'secret-key-to-revoke' }, clock, log: quiet, show });
  expect(keys.check('secret-key-to-revoke')).toBe('secret');
  await redis.del('kairos:keys');
  await vi.waitUntil(() => keys.check('secret-key-to-revoke') === undefined, { timeout: 10_000, interval: 50 });
  await keys.close();
});

test('tokens are the same on every engine, and each purpose signs with a secret of its own', async () => {
  const a = await openKeys(redis, { settings: {}, clock, log: quiet, show });
  const b = await openKeys(redis, { settings: {}, clock, log: quiet, show });
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
  const keys = await openKeys(redis, { settings: {}, clock, log: quiet, show });
  const said = { customer: 'Zoë {2}:*', channel: 'email', purpose: 'offers', delivery: 'd-1' };
  const token = keys.unsubscribeToken(said);
  expect(token).toMatch(/^[\w.-]+$/);
  expect(keys.readUnsubscribeToken(token)).toEqual(said);
  for (let i = 0; i < token.length; i++) {
    const other = token[i] === 'A' ? 'B' : 'A';
    // The last character of base64 may carry bits that mean nothing; it still must not be another text for the same
    // token.
    expect(keys.readUnsubscribeToken(token.slice(0, i) + other + token.slice(i + 1))).toBeUndefined();
  }
  expect(keys.readUnsubscribeToken('')).toBeUndefined();
  expect(keys.readUnsubscribeToken('.')).toBeUndefined();
  expect(keys.readUnsubscribeToken('x'.repeat(10_000))).toBeUndefined();
  await keys.close();
});

test('keys are shown before they are stored: a start that is cut short in between loses none', async () => {
  const cut = async () => {
    await openKeys(redis, {
      settings: {},
      clock,
      log: quiet,
      show(made) {
        shown.push(made);
        throw new Error('the terminal was closed');
      },
    });
  };
  await expect(cut()).rejects.toThrow('the terminal was closed');
  expect(await redis.hlen('kairos:keys')).toBe(0);
  const keys = await openKeys(redis, { settings: {}, clock, log: quiet, show });
  expect(shown.at(-1)).toEqual(keys.made);
  expect(keys.check(keys.made.secretKey!)).toBe('secret');
  await keys.close();
});

test('keys that an earlier release stored stay valid, and are listed', async () => {
  const hash = createHash('sha256').update('ks_of-long-ago').digest('hex');
  await redis.hset('kairos:keys', hash, JSON.stringify({ role: 'secret', madeAt: 5 }));
  const keys = await openKeys(redis, { settings: {}, clock, log: quiet, show });
  expect(keys.check('ks_of-long-ago')).toBe('secret');
  expect(await keys.ring.list()).toContainEqual({ id: hash.slice(0, 12), role: 'secret', name: '', madeAt: 5 });
  await keys.close();
});

test('a key that was shown says when, and what is kept of it is its hash', async () => {
  const keys = await openKeys(redis, { settings: {}, clock, log: quiet, show });
  const made = await keys.ring.make('publishable', 'shop app');
  expect(made).toMatchObject({ role: 'publishable', name: 'shop app', madeAt: clock.now() });
  await vi.waitUntil(() => keys.check(made.key) === 'publishable', { timeout: 10_000 });
  await vi.waitUntil(async () => (await keys.ring.list()).some(({ usedAt }) => usedAt === clock.now()), {
    timeout: 10_000,
  });
  expect(JSON.stringify([await redis.hgetall('kairos:keys'), await redis.hgetall('kairos:keys-used')])).not.toContain(
    made.key,
  );
  await keys.close();
});

test('a revoked key is refused by every engine, also while others are used', async () => {
  const one = await openKeys(redis, { settings: {}, clock, log: quiet, show });
  const second = await openKeys(server.connect(), { settings: {}, clock, log: quiet, show });
  const made = await one.ring.make('secret', 'ci');
  for (const engine of [one, second])
    await vi.waitUntil(() => engine.check(made.key) === 'secret', { timeout: 10_000 });
  expect(await one.ring.revoke(made.id)).toMatchObject({ id: made.id, name: 'ci' });
  for (const engine of [one, second]) {
    await vi.waitUntil(() => engine.check(made.key) === undefined, { timeout: 10_000 });
    expect(engine.check(one.made.secretKey!)).toBe('secret');
  }
  expect(await one.ring.revoke(made.id)).toBeUndefined();
  await one.close();
  await second.close();
});

test('a rotated key counts beside its successor for as long as was asked, and no longer', async () => {
  let now = 1_800_000_000_000;
  const moving = { now: () => now, wall: () => now };
  const keys = await openKeys(redis, { settings: {}, clock: moving, log: quiet, show });
  const [{ id } = { id: '' }] = (await keys.ring.list()).filter(({ role }) => role === 'secret');
  const made = await keys.ring.rotate(id, 60_000);
  await vi.waitUntil(() => keys.check(made!.key) === 'secret', { timeout: 10_000 });
  expect(keys.check(keys.made.secretKey!)).toBe('secret');
  now += 60_000;
  expect(keys.check(keys.made.secretKey!)).toBeUndefined();
  expect(keys.check(made!.key)).toBe('secret');
  expect((await keys.ring.list()).map((key) => key.id)).not.toContain(id);
  await keys.close();
});

test('the last secret key, and one that is set from outside, cannot be revoked', async () => {
  const keys = await openKeys(redis, { settings: { ingestKey: 'preset-key-number-1' }, clock, log: quiet, show });
  const [outside, secret] = ['publishable', 'secret'].map((role) => async () => {
    const found = (await keys.ring.list()).find((key) => key.role === role);
    return keys.ring.revoke(found?.id ?? '');
  });
  await expect(outside!()).rejects.toThrow(/is set from outside: change KAIROS_INGEST_KEY/);
  await expect(secret!()).rejects.toThrow(/is the last secret one; make another first/);
  await keys.close();
});
