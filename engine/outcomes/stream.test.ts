import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import * as stream from './stream.ts';

let server: TestRedis;
let redis: Redis;
beforeAll(async () => {
  server = await startRedis();
  redis = server.connect();
});
beforeEach(async () => {
  await redis.flushall();
  await stream.ensureGroup(redis, 1);
});
afterAll(() => server.stop());

const add = (id: string, ...fields: string[]) => redis.xadd(stream.outcomeStreamKey(1), id, ...fields);
const read = (which: 'new' | 'pending', most = 10) => stream.readEntries(redis, 1, which, most);

test('an entry is read once as new, with its place and its lines, and stays pending until it is acknowledged', async () => {
  await add('5-1', 'r', 'one\ntwo');
  await add('5-2', 'other', 'x');
  await add('6-0', 'r', '');
  const [first, ...others] = await read('new');
  expect(first).toEqual({ ...{ shard: 1, id: '5-1', ms: 5, seq: 1 }, lines: ['one', 'two'], chars: 7 });
  expect(others.map(({ id, lines }) => [id, lines])).toEqual([
    ['5-2', []],
    ['6-0', []],
  ]);
  expect(await read('new')).toEqual([]);
  expect((await read('pending')).map(({ id }) => id)).toEqual(['5-1', '5-2', '6-0']);
  await stream.acknowledge(redis, [first!]);
  expect((await read('pending')).map(({ id }) => id)).toEqual(['5-2', '6-0']);
});

test('an entry that was cut off while it was pending has no lines', async () => {
  await add('5-1', 'r', 'one');
  await read('new');
  await redis.xtrim(stream.outcomeStreamKey(1), 'MAXLEN', 0);
  expect(await read('pending')).toMatchObject([{ id: '5-1', lines: [], chars: 0 }]);
});

test('a stream says how far it is read and written, by all of its groups', async () => {
  const standing = () => stream.readStreamPosition(redis, 1);
  const none = { shard: 1, entries: 0, pending: 0, oldestAt: undefined };
  expect(await standing()).toEqual({ ...none, writtenBefore: '0-1', settledBefore: '0-1' });
  for (const id of ['5-1', '5-2', '6-0']) await add(id, 'r', 'x');
  expect(await standing()).toMatchObject({ entries: 3, writtenBefore: '0-1', pending: 0, oldestAt: 5 });
  const [first, second] = await read('new', 2);
  expect(await standing()).toMatchObject({ writtenBefore: '5-1', settledBefore: '5-1', pending: 2, oldestAt: 5 });
  await stream.acknowledge(redis, [first!, second!]);
  expect(await standing()).toMatchObject({ writtenBefore: '5-3', settledBefore: '5-3', pending: 0, oldestAt: 6 });
  await redis.xgroup('CREATE', stream.outcomeStreamKey(1), 'copy', '5-1');
  expect(await standing()).toMatchObject({ writtenBefore: '5-3', settledBefore: '5-2', pending: 0, oldestAt: 6 });
  await stream.trimSettled(redis, 1, '5-2');
  expect(await standing()).toMatchObject({ entries: 2 });
});

test('the last id is that of what was ever added, also when it is gone', async () => {
  expect(await stream.lastIdOf(redis, 1)).toBe('0-0');
  await add('5-1', 'r', 'x');
  await add('6-0', 'r', 'x');
  expect(await stream.lastIdOf(redis, 1)).toBe('6-0');
});

test('ids are in order by time, then by number', () => {
  expect(stream.isBefore('5-1', '5-2')).toBe(true);
  expect(stream.isBefore('5-2', '5-2')).toBe(false);
  expect(stream.isBefore('5-10', '5-9')).toBe(false);
  expect(stream.isBefore('9-9', '10-0')).toBe(true);
  expect(stream.isBefore('10-0', '9-9')).toBe(false);
});

test('a group that is there stays as it is, and any other failure is told', async () => {
  await add('5-1', 'r', 'x');
  await read('new');
  await stream.ensureGroup(redis, 1);
  expect(await read('new')).toEqual([]);
  await redis.set(stream.outcomeStreamKey(0), 'no stream');
  await expect(stream.ensureGroup(redis, 0)).rejects.toThrow('WRONGTYPE');
});
