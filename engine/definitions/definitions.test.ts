import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { InvalidDefinitions } from '../../triggers/contract.ts';
import type { Log } from '../contract.ts';
import type { RedisStore } from '../stores/contract.ts';
import type { Compile } from './compile.ts';
import type { Document, Live, OpenDefinitions } from './contract.ts';
import { openDefinitions } from './definitions.ts';
import { listDocuments } from './document-set.ts';

let redis: TestRedis;
let opened: OpenDefinitions[];
beforeAll(async () => {
  redis = await startRedis();
});
beforeEach(async () => {
  opened = [];
  await redis.connect().flushall();
});
afterEach(async () => {
  for (const definitions of opened) await definitions.close();
});
afterAll(() => redis.stop());

const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() } satisfies Log;

/** Stands for the real one: what is live are the triggers' versions, and a body may say that it is wrong. */
const compile: Compile = function* ({ revision, documents: set }) {
  yield;
  const documents = listDocuments(set);
  const problems = documents
    .filter(({ body }) => (body as { bad?: boolean }).bad)
    .map(({ source }) => ({ source, path: 'bad', expected: 'something good' }));
  if (problems.length > 0) throw new InvalidDefinitions(problems);
  const versions = documents.map(({ kind, name, version }) => [`${kind}/${name}`, version]);
  return { revision, versions: Object.fromEntries(versions) } as unknown as Live;
};
const versionsOf = (definitions: OpenDefinitions) => (definitions.live as unknown as { versions: unknown }).versions;

async function open(more: { compile?: Compile; pollMs?: number; isDeaf?: boolean } = {}): Promise<OpenDefinitions> {
  const store: RedisStore = {
    target: redis.target,
    connect(use) {
      const connection = redis.connect();
      return use === 'subscribe' && more.isDeaf ? Object.assign(connection, { subscribe: async () => 0 }) : connection;
    },
    close: async () => undefined,
  };
  const definitions = await openDefinitions({ redis: store, compile, log, ...more });
  opened.push(definitions);
  return definitions;
}

const trigger = (name: string, body: object = {}): Document => ({
  kind: 'trigger',
  name,
  source: `triggers/${name}.yaml`,
  body: { name, ...body },
});
const swapped = (definitions: OpenDefinitions, revision: number) =>
  vi.waitFor(() => expect(definitions.live.revision).toBe(revision), { timeout: 2_000, interval: 5 });

test('what is published is live at once, stored, and there after a restart', async () => {
  const one = await open();
  expect(one.live.revision).toBe(0);
  expect(await one.publish([trigger('a'), trigger('b')], { replace: false })).toEqual({ revision: 1 });
  expect(versionsOf(one)).toEqual({ 'trigger/a': 1, 'trigger/b': 1 });
  expect(versionsOf(await open())).toEqual({ 'trigger/a': 1, 'trigger/b': 1 });
  expect(await one.list()).toMatchObject([
    { kind: 'trigger', name: 'a', source: 'triggers/a.yaml', version: 1, body: { name: 'a' } },
    { name: 'b' },
  ]);
});

test('an engine does not load its own publish once more', async () => {
  const counted = vi.fn(compile);
  const one = await open({ compile: counted, pollMs: 5 });
  counted.mockClear();
  await one.publish([trigger('a')], { replace: false });
  await one.publish([trigger('b')], { replace: false });
  const other = await open();
  await other.publish([trigger('c')], { replace: false });
  await swapped(one, 3);
  expect(counted).toHaveBeenCalledTimes(3);
});

test('a version is the publish that last changed the body', async () => {
  const one = await open();
  await one.publish([trigger('a'), trigger('b')], { replace: false });
  await one.publish([trigger('a', { priority: 1 }), trigger('b')], { replace: false });
  expect(versionsOf(one)).toEqual({ 'trigger/a': 2, 'trigger/b': 1 });
  await one.remove('trigger', 'b');
  await one.publish([trigger('b')], { replace: false });
  expect(versionsOf(one)).toEqual({ 'trigger/a': 2, 'trigger/b': 4 });
});

test('publishing what is there already changes nothing', async () => {
  const one = await open();
  await one.publish([trigger('a'), trigger('b')], { replace: true });
  expect(await one.publish([trigger('b'), trigger('a')], { replace: true })).toEqual({ revision: 1 });
  expect(await one.remove('trigger', 'gone')).toEqual({ revision: 1 });
});

test('a replacing publish removes what it does not name, another keeps it', async () => {
  const one = await open();
  await one.publish([trigger('a'), trigger('b')], { replace: false });
  await one.publish([trigger('c')], { replace: false });
  expect(Object.keys(versionsOf(one) as object)).toEqual(['trigger/a', 'trigger/b', 'trigger/c']);
  await one.publish([trigger('c')], { replace: true });
  expect(versionsOf(one)).toEqual({ 'trigger/c': 2 });
});

test('a broken set is refused whole with every problem, and what was live stays live', async () => {
  const one = await open();
  await one.publish([trigger('a')], { replace: false });
  const broken = [trigger('a', { priority: 9 }), trigger('b', { bad: true }), trigger('c', { bad: true })];
  await expect(one.publish(broken, { replace: false })).rejects.toMatchObject({
    name: 'InvalidDefinitions',
    problems: [{ source: 'triggers/b.yaml' }, { source: 'triggers/c.yaml' }],
  });
  expect(versionsOf(one)).toEqual({ 'trigger/a': 1 });
  expect(await one.list()).toHaveLength(1);
  await expect(one.draft(broken, { replace: false })).rejects.toMatchObject({ problems: [{}, {}] });
  expect(await one.draft([trigger('b')], { replace: false })).toMatchObject({ revision: 2 });
  expect(await one.list()).toHaveLength(1);
});

test('two documents of one name in a publish are a problem that names both', async () => {
  const one = await open();
  const twice = [trigger('a'), { ...trigger('a'), source: 'triggers/b.yaml#2' }];
  await expect(one.publish(twice, { replace: true })).rejects.toMatchObject({
    problems: [
      { source: 'triggers/b.yaml#2', path: 'name', expected: "a trigger of its own; 'a' is also in triggers/a.yaml" },
    ],
  });
});

test('two engines follow each other', async () => {
  const [one, other] = [await open(), await open()];
  const seen: number[] = [];
  other.watch((live) => seen.push(live.revision));
  await one.publish([trigger('a')], { replace: false });
  await swapped(other, 1);
  await other.publish([trigger('b')], { replace: false });
  await swapped(one, 2);
  expect(versionsOf(one)).toEqual({ 'trigger/a': 1, 'trigger/b': 2 });
  expect(versionsOf(other)).toEqual(versionsOf(one));
  expect(seen).toEqual([1, 2]);
});

test('an engine that missed the announcement finds the publish by looking', async () => {
  const [one, other] = [await open(), await open({ pollMs: 20, isDeaf: true })];
  await one.publish([trigger('a')], { replace: false });
  await swapped(other, 1);
});

test('publishes at the same time all happen, one after the other', async () => {
  const [one, other] = [await open(), await open()];
  await Promise.all(
    ['a', 'b', 'c', 'd', 'e'].map((name, i) => (i % 2 ? one : other).publish([trigger(name)], { replace: false })),
  );
  expect(await one.list()).toHaveLength(5);
  await swapped(one, 5);
  await swapped(other, 5);
});

test('an engine that cannot compile what another published keeps its own and says so once', async () => {
  const strict: Compile = function* (snapshot, previous) {
    if (listDocuments(snapshot.documents).some(({ name }) => name === 'new-word')) {
      throw new InvalidDefinitions([{ source: 'x', path: '', expected: 'a word I know' }]);
    }
    return yield* compile(snapshot, previous);
  };
  const [one, old] = [await open(), await open({ compile: strict, pollMs: 5 })];
  await one.publish([trigger('a')], { replace: false });
  await swapped(old, 1);
  log.error.mockClear();
  await one.publish([trigger('new-word')], { replace: false });
  await vi.waitFor(() => expect(log.error).toHaveBeenCalled(), { timeout: 20_000 });
  expect(old.live.revision).toBe(1);
  await one.publish([trigger('a')], { replace: true });
  await swapped(old, 3);
  expect(log.error).toHaveBeenCalledTimes(1);
});

test('what another published can be waited for, also where its announcement got lost', async () => {
  const [one, other] = [await open(), await open({ pollMs: 60_000, isDeaf: true })];
  await one.publish([trigger('a')], { replace: false });
  await one.publish([trigger('b')], { replace: false });
  await other.reach(1);
  expect(versionsOf(other)).toEqual({ 'trigger/a': 1, 'trigger/b': 2 });
});

test('what cannot be followed is not waited for, and what was never published or set back neither', async () => {
  const strict: Compile = function* (snapshot, previous) {
    if (snapshot.revision === 2) throw new InvalidDefinitions([{ source: 'x', path: '', expected: 'a word I know' }]);
    return yield* compile(snapshot, previous);
  };
  const [one, old] = [await open(), await open({ compile: strict })];
  await one.publish([trigger('a')], { replace: false });
  await old.reach(57);
  expect(old.live.revision).toBe(1);
  await one.publish([trigger('b')], { replace: false });
  await expect(old.reach(2)).rejects.toThrow('definitions 2 do not compile on this engine');
  expect(old.behind).toEqual({ revision: 2, isRefused: true });
  await one.publish([trigger('c')], { replace: false });
  await old.reach(2);
  expect(old.live.revision).toBe(3);
  expect(old.behind).toBeUndefined();
  await old.close();
  await expect(old.reach(4)).rejects.toThrow('the definitions are closed');
});

test('thousands of documents go in one publish', async () => {
  const one = await open();
  const many = Array.from({ length: 20_000 }, (_, i) => trigger(`t${i}`));
  await one.publish(many, { replace: true });
  expect(await one.list()).toHaveLength(20_000);
  await one.publish([], { replace: true });
  expect(await one.list()).toEqual([]);
});
