import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { DraftRefused, type Drafts } from './contract.ts';
import { createDrafts } from './drafts.ts';

let redis: TestRedis;
let drafts: Drafts;
let now = 1_000;
beforeAll(async () => {
  redis = await startRedis();
});
beforeEach(async () => {
  await redis.connect().flushall();
  now = 1_000;
  drafts = createDrafts(redis.connect(), () => now);
});
afterAll(() => redis.stop());

const typed = (name: string, text: string) => ({ kind: 'trigger', name, text, updatedAt: 5, baseVersion: 3 }) as const;

test('a draft is its person’s: another one sees that there is one, and not its text', async () => {
  await drafts.put('hanna', typed('walk-by', 'name: walk-by # not done yet: ['));
  now += 1;
  await drafts.put('otto', typed('walk-by', 'name: x'));
  expect(await drafts.get('hanna', 'trigger', 'walk-by')).toMatchObject({
    text: 'name: walk-by # not done yet: [',
    baseVersion: 3,
    updatedAt: 5,
    savedAt: 1_000,
  });
  expect((await drafts.of('otto')).map(({ text }) => text)).toEqual(['name: x']);
  expect(await drafts.marks()).toEqual([
    { person: 'otto', kind: 'trigger', name: 'walk-by', savedAt: 1_001 },
    { person: 'hanna', kind: 'trigger', name: 'walk-by', savedAt: 1_000 },
  ]);
  expect(await drafts.discard('otto', 'trigger', 'walk-by')).toBe(true);
  expect(await drafts.discard('otto', 'trigger', 'walk-by')).toBe(false);
  expect((await drafts.marks()).map(({ person }) => person)).toEqual(['hanna']);
});

test('a save that does not follow the stored draft overwrites nothing, and gets what is stored', async () => {
  const first = await drafts.put('hanna', typed('a', 'one'), 0);
  const { saved } = first as { saved: { savedAt: number } };
  const second = await drafts.put('hanna', typed('a', 'two'), saved.savedAt);
  expect(second).toMatchObject({ saved: { text: 'two', savedAt: 1_001 } });
  expect(await drafts.put('hanna', typed('a', 'three'), saved.savedAt)).toMatchObject({ other: { text: 'two' } });
  expect(await drafts.put('hanna', typed('a', 'three'), 0)).toMatchObject({ other: { text: 'two' } });
  expect(await drafts.put('hanna', typed('b', 'x'), 77)).toEqual({ other: undefined });
});

test('a person has at most 200 drafts and 16 MB, and a draft that shrinks is always stored', async () => {
  for (let i = 0; i < 200; i++) await drafts.put('hanna', typed(`t${i}`, 'x'));
  await expect(drafts.put('hanna', typed('one-more', 'x'))).rejects.toThrow(DraftRefused);
  await drafts.put('hanna', typed('t0', 'changed'));
  const mb = 'x'.repeat(3 * 1024 * 1024);
  for (let i = 0; i < 5; i++) await drafts.put('otto', typed(`t${i}`, mb));
  await expect(drafts.put('otto', typed('t5', mb))).rejects.toThrow('16 MB');
  await drafts.put('otto', typed('t4', 'small'));
  await drafts.put('otto', typed('t5', mb));
});

test('what nobody saved to for 180 days is forgotten', async () => {
  await drafts.put('hanna', typed('old', 'x'));
  now += 181 * 86_400_000;
  await drafts.put('otto', typed('new', 'x'));
  expect((await drafts.marks()).map(({ person }) => person)).toEqual(['otto']);
  expect(await drafts.get('hanna', 'trigger', 'old')).toBeUndefined();
});
