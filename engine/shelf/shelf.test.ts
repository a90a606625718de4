import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRedis } from '../../test/support/redis.ts';
import { ShelfRefused } from './contract.ts';
import { createShelf } from './shelf.ts';

let redis: Awaited<ReturnType<typeof startRedis>>;
let now = 1_000;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis?.stop());
const open = () => createShelf<{ readonly title: string }>(redis.connect(), 'question', () => now);

test('a thing is kept with author, time and version, and its versions with it', async () => {
  const shelf = open();
  expect(await shelf.put('a', { title: 'one' }, 'ann', 0)).toEqual({
    saved: { id: 'a', version: 1, author: 'ann', at: 1_000, body: { title: 'one' } },
  });
  now = 2_000;
  await shelf.put('a', { title: 'two' }, 'bob', 1);
  expect((await open().get('a'))?.body).toEqual({ title: 'two' });
  expect((await shelf.versions('a')).map(({ version, author }) => `${version} ${author}`)).toEqual(['2 bob', '1 ann']);
  expect((await shelf.list()).map(({ id }) => id)).toEqual(['a']);
});

test('a save that did not see the last one is not made, and is shown it', async () => {
  const shelf = open();
  await shelf.put('b', { title: 'x' }, 'ann');
  const both = await Promise.all([shelf.put('b', { title: 'y' }, 'ann', 1), shelf.put('b', { title: 'z' }, 'bob', 1)]);
  expect(both.filter((answer) => 'saved' in answer)).toHaveLength(1);
  expect(both.find((answer) => 'other' in answer)).toMatchObject({ other: { version: 2 } });
});

test('what is removed goes with its versions, and begins again at one', async () => {
  const shelf = open();
  await shelf.put('c', { title: 'x' }, 'ann');
  expect(await shelf.remove('c')).toMatchObject({ body: { title: 'x' } });
  expect([await shelf.get('c'), await shelf.versions('c'), await shelf.remove('c')]).toEqual([
    undefined,
    [],
    undefined,
  ]);
  expect(await shelf.put('c', { title: 'y' }, 'ann', 0)).toMatchObject({ saved: { version: 1 } });
});

test('what is too large is refused', async () => {
  await expect(open().put('d', { title: 'x'.repeat(70_000) }, 'ann')).rejects.toThrow(ShelfRefused);
});
