import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { allowScriptsWhenFull, allowWhenFull, sendEvenWhenFull } from './allow-when-full.ts';

let redis: TestRedis;
beforeAll(async () => {
  redis = await startRedis(['--maxmemory', '1']);
});
afterAll(() => redis.stop());

const SET = "return redis.call('SET', KEYS[1], ARGV[1])";

test('a script that begins with a write that takes room is refused by a full Redis, one made for it is not', async () => {
  const connection = redis.connect();
  await expect(connection.eval(SET, 1, 'a', 'b')).rejects.toThrow('OOM');
  for (const key of ['plain', 'tagged:{3}:x']) {
    expect(await connection.eval(allowWhenFull(SET), 1, key, 'b')).toBe('OK');
    expect(await connection.get(key)).toBe('b');
  }
  expect(await sendEvenWhenFull(connection, 'SET', 'single', 'c', 'NX')).toBe('OK');
  expect(await sendEvenWhenFull(connection, 'SET', 'single', 'd', 'NX')).toBeNull();
  expect(await connection.dbsize()).toBe(3);
});

test('every script of a connection that lets them through goes, also one that was made for it', async () => {
  const connection = allowScriptsWhenFull(redis.connect());
  connection.defineCommand('mine', { lua: allowWhenFull(SET), numberOfKeys: 1 });
  connection.defineCommand('theirs', { lua: `--[[ of a library ]]\n${SET}`, numberOfKeys: 1 });
  const scripts = connection as unknown as Record<'mine' | 'theirs', (key: string, value: string) => Promise<string>>;
  expect(await scripts.mine('x', '1')).toBe('OK');
  expect(await scripts.theirs('y', '1')).toBe('OK');
});
