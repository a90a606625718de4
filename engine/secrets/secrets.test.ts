import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SILENT } from '../../test/support/deliveries.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { SecretRefused } from './contract.ts';
import { seal, sealingKey, unseal } from './seal.ts';
import { findSealingKeys } from './sealing-keys.ts';
import { openSecrets } from './secrets.ts';

const OLD = sealingKey(Buffer.alloc(32, 1));
const NEW = sealingKey(Buffer.alloc(32, 2));
const clock = { wall: () => 1_700_000_000_000 };

let server: TestRedis;
let redis: ReturnType<TestRedis['connect']>;
beforeAll(async () => {
  server = await startRedis();
  redis = server.connect();
});
beforeEach(() => redis.flushall());
afterAll(() => server.stop());

const open = (keys = [OLD]) => openSecrets(server.connect(), { keys, clock, log: SILENT });

test('a value opens with its key and under its name, and what was changed does not', () => {
  const sealed = seal(OLD, 'smtp', 'pässword', 1);
  expect(unseal(OLD, 'smtp', sealed)).toBe('pässword');
  expect(unseal(NEW, 'smtp', sealed)).toBeUndefined();
  expect(unseal(OLD, 'other', sealed)).toBeUndefined();
  const bytes = Buffer.from(sealed.box, 'base64');
  for (const at of [0, 12, bytes.length - 1]) {
    const changed = Buffer.from(bytes);
    changed[at]! ^= 1;
    expect(unseal(OLD, 'smtp', { ...sealed, box: changed.toString('base64') })).toBeUndefined();
  }
  expect(seal(OLD, 'smtp', 'pässword', 1).box).not.toBe(sealed.box);
});

test('every engine knows a secret that one of them sets, and Redis never has its value', async () => {
  const [one, other] = [await open(), await open()];
  let changes = 0;
  const unwatch = other.watch(() => changes++);
  expect(await one.set('smtp', 'hunter2')).toEqual({
    name: 'smtp',
    changedAt: clock.wall(),
    key: OLD.id,
    isReadable: true,
  });
  expect(one.reveal('smtp')).toBe('hunter2');
  await expect.poll(() => other.reveal('smtp'), { timeout: 5_000 }).toBe('hunter2');
  expect(changes).toBe(1);
  unwatch();
  expect(JSON.stringify(await redis.hgetall('kairos:secrets'))).not.toContain('hunter2');
  expect(await one.remove('smtp')).toBe(true);
  expect(await one.remove('smtp')).toBe(false);
  await expect.poll(() => other.reveal('smtp'), { timeout: 5_000 }).toBeUndefined();
  expect(changes).toBe(1);
  await Promise.all([one.close(), other.close()]);
});

test('a new key seals what is set from then on, and after a rotation the old one is not needed', async () => {
  const before = await open([OLD]);
  await before.set('a', '1');
  await before.set('b', '2');
  const both = await open([NEW, OLD]);
  expect([both.reveal('a'), both.reveal('b')]).toEqual(['1', '2']);
  await both.set('b', '3');
  expect(await both.reseal()).toBe(1);
  const after = await open([NEW]);
  expect([after.reveal('a'), after.reveal('b')]).toEqual(['1', '3']);
  // An engine that has not been given the new key says so, and keeps running.
  expect(await (await open([OLD])).list()).toMatchObject([
    { name: 'a', isReadable: false },
    { name: 'b', isReadable: false },
  ]);
  await Promise.all([before, both, after].map((secrets) => secrets.close()));
});

test('without a key nothing is set', async () => {
  const none = await open([]);
  await expect(none.set('a', '1')).rejects.toThrow(SecretRefused);
  await none.close();
});

test('an engine with a Redis of its own makes its key once, for nobody else to read', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'kairos-sealing-'));
  const [first, second] = await Promise.all([findSealingKeys({ dataDir }), findSealingKeys({ dataDir })]);
  expect(first[0]?.id).toBe(second[0]?.id);
  expect((await stat(join(dataDir, 'sealing.key'))).mode & 0o077).toBe(0);
  expect(Buffer.from(await readFile(join(dataDir, 'sealing.key'), 'utf8'), 'base64')).toHaveLength(32);
  expect(await findSealingKeys({ dataDir, redisUrl: 'redis://shared' })).toEqual([]);
  await rm(dataDir, { recursive: true });
});
