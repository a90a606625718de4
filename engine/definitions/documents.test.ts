import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { finish } from '../../triggers/slices/finish.ts';
import type { StoredDocument } from './contract.ts';
import { type DocumentChanges, type DocumentSet, listDocuments, makeForEachKind, withChanges } from './document-set.ts';
import { createDocumentStore, type DocumentStore, NOTHING_READ, type StoredSnapshot } from './documents.ts';

let redis: TestRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

const document = (name: string, version: number, text = ''): StoredDocument => ({
  kind: 'trigger',
  name,
  source: `triggers/${name}.yaml`,
  version,
  body: { name, text },
});

/** Documents by name; undefined takes one away. */
function changesOf(documents: Readonly<Record<string, StoredDocument | undefined>>): DocumentChanges {
  return { ...makeForEachKind(() => new Map()), trigger: new Map(Object.entries(documents)) };
}

function write(
  store: DocumentStore,
  from: StoredSnapshot,
  changes: DocumentChanges,
): Promise<StoredSnapshot | undefined> {
  const documents = finish(withChanges(from.documents, changes));
  return store.write(from, changes, { revision: from.revision + 1, documents });
}

/** So many that they are written as a new generation. */
const many = (version: number, count = 1_500) =>
  changesOf(Object.fromEntries(Array.from({ length: count }, (_, i) => [`many-${i}`, document(`many-${i}`, version)])));
const plain = (set: DocumentSet) => listDocuments(set).map(({ name, version, body }) => [name, version, body]);

/** One of: a few names set or taken away, or very many set. */
const publish = fc.oneof(
  { weight: 8, arbitrary: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'many-7'), fc.boolean(), { minKeys: 1 }) },
  { weight: 1, arbitrary: fc.constant('many' as const) },
);

test('engines that read now and then know what is stored, after small publishes and large ones', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ by: fc.nat(1), publish, read: fc.boolean() }), { minLength: 2, maxLength: 10 }),
      async (steps) => {
        await redis.connect().flushall();
        const stores = [createDocumentStore(redis.connect()), createDocumentStore(redis.connect())];
        const known = [NOTHING_READ, NOTHING_READ];
        let expected = new Map<string, StoredDocument>();
        let revision = 0;
        for (const { by, publish: what, read } of steps) {
          known[by] = await stores[by]!.read(known[by]!);
          const changes =
            what === 'many'
              ? many(revision + 1)
              : changesOf(
                  Object.fromEntries(
                    Object.entries(what).map(([name, set]) => [name, set ? document(name, revision + 1) : undefined]),
                  ),
                );
          const written = await write(stores[by]!, known[by], changes);
          expect(written?.revision).toBe(++revision);
          known[by] = written!;
          expected = new Map(expected);
          for (const [name, one] of changes.trigger) {
            if (one) expected.set(name, one);
            else expected.delete(name);
          }
          if (!read) continue;
          known[1 - by] = await stores[1 - by]!.read(known[1 - by]!);
          expect(known[1 - by]!.revision).toBe(revision);
          expect(new Map(plain(known[1 - by]!.documents).map(([name, ...rest]) => [name, rest]))).toEqual(
            new Map([...expected].map(([name, { version, body }]) => [name, [version, body]])),
          );
        }
        const fresh = await createDocumentStore(redis.connect()).read(NOTHING_READ);
        expect(plain(fresh.documents)).toEqual(plain(known[steps.at(-1)!.by]!.documents));
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);

test('who was not first writes nothing, however much it is', async () => {
  await redis.connect().flushall();
  const store = createDocumentStore(redis.connect());
  const before = await store.read(NOTHING_READ);
  const first = await write(store, before, changesOf({ a: document('a', 1) }));
  expect(await write(store, before, changesOf({ a: document('a', 1, 'late') }))).toBeUndefined();
  expect(await write(store, before, many(1))).toBeUndefined();
  const second = await write(store, first!, many(2));
  expect(await write(store, first!, many(2))).toBeUndefined();
  expect(await write(store, first!, changesOf({ b: document('b', 2) }))).toBeUndefined();
  expect((await store.read(first!)).documents.trigger.size).toBe(second!.documents.trigger.size);
  expect((await redis.connect().keys('*')).sort()).toEqual([
    'kairos:definitions',
    `{kairos:definitions}:${second!.generation}`,
  ]);
});

test('what did not change stays the same object, also when all is read again', async () => {
  await redis.connect().flushall();
  const [store, other] = [createDocumentStore(redis.connect()), createDocumentStore(redis.connect())];
  const first = await write(
    store,
    await store.read(NOTHING_READ),
    changesOf({ a: document('a', 1), b: document('b', 1) }),
  );
  const seen = await other.read(NOTHING_READ);
  expect(await other.read(seen)).toBe(seen);
  const second = await write(store, first!, changesOf({ b: document('b', 2) }));
  const after = await other.read(seen);
  await write(store, second!, many(3));
  const whole = await other.read(after);
  expect(after.documents.trigger.get('a')).toBe(seen.documents.trigger.get('a'));
  expect(whole.documents.trigger.get('a')).toBe(seen.documents.trigger.get('a'));
  expect([after, whole].map(({ documents }) => documents.trigger.get('b')?.version)).toEqual([2, 2]);
  expect(whole.documents.trigger.size).toBe(1_502);
});

test('documents that an engine stored which remembered no changes are read, and edited where they stand', async () => {
  const connection = redis.connect();
  await connection.flushall();
  const { body, version, source } = document('a', 3);
  await connection.hset('kairos:definitions', 'revision', 3, 'trigger/a', JSON.stringify({ body, version, source }));
  const store = createDocumentStore(redis.connect());
  const before = await store.read(NOTHING_READ);
  expect(before).toMatchObject({ revision: 3, generation: '' });
  const after = await write(store, before, changesOf({ b: document('b', 4) }));
  expect(plain((await createDocumentStore(redis.connect()).read(before)).documents)).toEqual(plain(after!.documents));
  expect(plain(after!.documents).map(([name]) => name)).toEqual(['a', 'b']);
  const large = await write(store, after!, many(5));
  const all = await createDocumentStore(redis.connect()).read(NOTHING_READ);
  expect(plain(all.documents)).toEqual(plain(large!.documents));
});
