import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import type { Compile } from './compile.ts';
import type { OpenDefinitions } from './contract.ts';
import { DOCUMENT_KINDS, type Document, type Live } from './contract.ts';
import { openDefinitions } from './definitions.ts';
import { listDocuments } from './document-set.ts';

/**
 * How the release before wrote and read: one hash, `kind/name` to JSON, and the revision beside them. Its own words.
 */
const KEY = 'kairos:definitions';
const PUBLISH = `
local revision = tonumber(redis.call('HGET', KEYS[1], 'revision') or '0')
if revision ~= tonumber(ARGV[1]) then return 0 end
local last = 3 + 2 * tonumber(ARGV[3])
for i = 4, last, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
for i = last + 1, #ARGV do redis.call('HDEL', KEYS[1], ARGV[i]) end
revision = redis.call('HINCRBY', KEYS[1], 'revision', 1)
redis.call('PUBLISH', ARGV[2], revision)
return revision`;

class EarlierEngine {
  readonly #redis = server.connect();

  async read() {
    const { revision = '0', ...fields } = await this.#redis.hgetall(KEY);
    const documents = Object.entries(fields).map(([field, text]) => {
      const slash = field.indexOf('/');
      return { kind: field.slice(0, slash), name: field.slice(slash + 1), ...(JSON.parse(text) as { body: unknown }) };
    });
    return { revision: Number(revision), documents };
  }

  /** The first thing that its compiler did with what was read; throws: what was live there stays live. */
  async byKind() {
    const { revision, documents } = await this.read();
    const groups = Object.fromEntries(DOCUMENT_KINDS.map((kind) => [kind, [] as string[]]));
    for (const { kind, name } of documents) groups[kind]!.push(name);
    return { revision, groups };
  }

  publish(from: number, set: readonly Document[], removed: readonly string[] = []) {
    const pairs = set.flatMap(({ kind, name, source, body }) => [
      `${kind}/${name}`,
      JSON.stringify({ body, version: from + 1, source }),
    ]);
    return this.#redis.eval(PUBLISH, 1, KEY, from, KEY, set.length, ...pairs, ...removed);
  }
}

let server: TestRedis;
const opened: OpenDefinitions[] = [];
beforeAll(async () => {
  server = await startRedis();
});
beforeEach(async () => {
  for (const definitions of opened.splice(0)) await definitions.close();
  await server.connect().flushall();
});
afterAll(async () => {
  for (const definitions of opened) await definitions.close();
  await server.stop();
});

const trigger = (name: string, more: object = {}): Document => ({
  kind: 'trigger',
  name,
  source: `triggers/${name}.yaml`,
  body: { name, ...more },
});
const compile: Compile = function* ({ revision, documents }) {
  yield;
  return {
    revision,
    names: listDocuments(documents).map(({ name, version }) => `${name} ${version}`),
  } as unknown as Live;
};
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function open(): Promise<OpenDefinitions> {
  const redis = { target: server.target, connect: () => server.connect(), close: async () => undefined };
  const definitions = await openDefinitions({ redis, compile, log: SILENT, pollMs: 20 });
  opened.push(definitions);
  return definitions;
}
const liveOf = ({ live }: OpenDefinitions) => (live as unknown as { names: readonly string[] }).names;
const reaches = (definitions: OpenDefinitions, revision: number) =>
  vi.waitFor(() => expect(definitions.live.revision).toBe(revision), { timeout: 20_000, interval: 5 });

test('what an engine of the release before stored is live, and its publishes are followed', async () => {
  const earlier = new EarlierEngine();
  await earlier.publish(0, [trigger('a'), trigger('b')]);
  const definitions = await open();
  expect(liveOf(definitions)).toEqual(['a 1', 'b 1']);
  await earlier.publish(1, [trigger('c')], ['trigger/a']);
  await reaches(definitions, 2);
  expect(liveOf(definitions)).toEqual(['b 1', 'c 2']);
});

test('what a newer engine published it refuses: it acts on no half of it, and publishes nothing over it', async () => {
  const earlier = new EarlierEngine();
  await earlier.publish(0, [trigger('a')]);
  expect(await earlier.byKind()).toMatchObject({ revision: 1, groups: { trigger: ['a'] } });
  const definitions = await open();
  await definitions.publish([trigger('b')], { replace: false });
  await expect(earlier.byKind(), 'a field of no kind that it knows').rejects.toThrow(TypeError);
  expect(await earlier.publish(1, [trigger('late')]), 'made from what is not there any more').toBe(0);
  expect(liveOf(await open())).toEqual(['a 1', 'b 2']);
});

test('nor one that is so large that it stands elsewhere', async () => {
  const earlier = new EarlierEngine();
  await earlier.publish(0, [trigger('a')]);
  const definitions = await open();
  const many = Array.from({ length: 600 }, (_, i) => trigger(`many-${i}`));
  await definitions.publish(many, { replace: false });
  await expect(earlier.byKind(), 'the name of a generation is no JSON').rejects.toThrow(SyntaxError);
  expect(await earlier.publish(1, [trigger('b')])).toBe(0);
  expect(liveOf(await open())).toHaveLength(601);
});
