import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { createAudit } from './audit.ts';
import type { Audit, ChangeFilter, RecordedChange } from './contract.ts';

let redis: TestRedis;
let audit: Audit;
beforeAll(async () => {
  redis = await startRedis();
});
beforeEach(async () => {
  await redis.connect().flushall();
  audit = createAudit(redis.connect());
});
afterAll(() => redis.stop());

async function all(filter: ChangeFilter = {}): Promise<RecordedChange[]> {
  const read: RecordedChange[] = [];
  for await (const change of audit.read(filter)) read.push(change);
  return read;
}
const publish = (name: string) => ({ action: 'publish', kind: 'trigger', name, before: 'old', after: 'new' });

test('a change is recorded with its author, its time, and what was before and after; newest first', async () => {
  await audit.record('hanna', [publish('a')]);
  await audit.record('otto', [publish('b'), { action: 'pause', kind: 'pause', name: 'all', note: 'provider down' }]);
  const changes = await all();
  expect(changes.map(({ author, name }) => [author, name])).toEqual([
    ['otto', 'all'],
    ['otto', 'b'],
    ['hanna', 'a'],
  ]);
  expect(changes[2]).toMatchObject({ ...publish('a'), at: expect.any(Number) });
});

test('changes are found by person, kind, name, action and time, and read on page by page', async () => {
  await audit.record(
    'hanna',
    Array.from({ length: 450 }, (_, i) => publish(`t${i}`)),
  );
  await audit.record('otto', [{ action: 'pause', kind: 'pause', name: 'all' }]);
  expect(await all()).toHaveLength(451);
  expect((await all({ author: 'otto' })).map(({ name }) => name)).toEqual(['all']);
  expect((await all({ kind: 'trigger', name: 't7' })).map(({ name }) => name)).toEqual(['t7']);
  expect(await all({ action: 'resume' })).toEqual([]);
  const [first, second] = await all();
  expect((await all({ after: first!.id }))[0]).toEqual(second);
  expect(await all({ to: first!.at - 60_000 })).toEqual([]);
  expect(await all({ from: first!.at + 60_000 })).toEqual([]);
  expect(await all({ to: first!.at + 1 })).toHaveLength(451);
});

test('what is long is cut, and beyond 64 MB the oldest go', async () => {
  const long = 'x'.repeat(200_000);
  await audit.record('hanna', [{ ...publish('first'), before: { long }, after: long }]);
  expect(String((await all())[0]!.after)).toHaveLength(64 * 1024 + 1);
  for (let i = 0; i < 6; i++) {
    await audit.record(
      'hanna',
      Array.from({ length: 100 }, (_, j) => ({ ...publish(`${i}-${j}`), before: long, after: long })),
    );
  }
  const names = (await all()).map(({ name }) => name);
  expect(names[0]).toBe('5-99');
  expect(names.length).toBeGreaterThan(450);
  expect(names).not.toContain('first');
});
