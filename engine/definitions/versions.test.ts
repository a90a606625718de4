import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { InvalidDefinitions } from '../../triggers/contract.ts';
import type { Compile } from './compile.ts';
import { type Live, type OpenDefinitions, type ReadDocument, VersionConflict } from './contract.ts';
import { openDefinitions } from './definitions.ts';
import { createVersionStore } from './versions.ts';

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

const compile: Compile = function* ({ revision }) {
  yield;
  return { revision } as unknown as Live;
};
const quiet = () => undefined;

async function open(): Promise<OpenDefinitions> {
  const store = { target: redis.target, connect: () => redis.connect(), close: async () => undefined };
  const log = { info: quiet, warn: quiet, error: quiet };
  const definitions = await openDefinitions({ redis: store, compile, log, pollMs: 60_000 });
  opened.push(definitions);
  return definitions;
}

const trigger = (text: string, expectedVersion?: number): ReadDocument => ({
  kind: 'trigger',
  name: 'walk-by',
  source: 'triggers/walk-by.yaml',
  body: { name: 'walk-by', says: text.replace(/ *#.*/, '') },
  text,
  ...(expectedVersion !== undefined && { expectedVersion }),
});
const by = (author: string, at: number, note?: string) => ({ author, at, ...(note !== undefined && { note }) });

test('each version is kept with its text, its author, their note and its time; a removal too', async () => {
  const one = await open();
  await one.publish([trigger('first # ours')], { replace: false, by: by('hanna', 1) });
  await one.publish([trigger('second')], { replace: false, by: by('otto', 2, 'rain only') });
  await one.remove('trigger', 'walk-by', { by: by('key:ci', 3) });
  expect(await one.versions('trigger', 'walk-by')).toEqual([
    { version: 3, is: 'removed', author: 'key:ci', publishedAt: 3 },
    { version: 2, is: 'earlier', author: 'otto', note: 'rain only', publishedAt: 2 },
    { version: 1, is: 'earlier', author: 'hanna', publishedAt: 1 },
  ]);
  expect(await one.version('trigger', 'walk-by', 1)).toMatchObject({ text: 'first # ours', body: { says: 'first' } });
  expect(await one.version('trigger', 'walk-by', 3)).toBeUndefined();
});

test('a change of a comment alone is a version; what is the same, or has no text of its own, is none', async () => {
  const one = await open();
  await one.publish([trigger('first')], { replace: false });
  await one.publish([trigger('first # why')], { replace: false });
  const { text: _, ...bodyOnly } = trigger('first');
  await one.publish([bodyOnly], { replace: false });
  await one.publish([trigger('first # why')], { replace: false });
  expect((await one.versions('trigger', 'walk-by')).map(({ version, is }) => [version, is])).toEqual([
    [2, 'live'],
    [1, 'earlier'],
  ]);
  expect((await one.get('trigger', 'walk-by'))?.text).toBe('first # why');
});

test('a change made from another version than the stored one is refused, with what is stored', async () => {
  const [one, other] = [await open(), await open()];
  await one.publish([trigger('first')], { replace: false, by: by('hanna', 1) });
  await other.publish([trigger('second', 1)], { replace: false, by: by('otto', 2) });
  const late = one.publish([trigger('third', 1)], { replace: false, by: by('hanna', 3) });
  await expect(late).rejects.toMatchObject({ name: 'VersionConflict', stored: [{ version: 2, author: 'otto' }] });
  await expect(late).rejects.toThrow("trigger 'walk-by' has changed since version 1: version 2 by otto is live");
  await expect(one.publish([trigger('new', 0)], { replace: false })).rejects.toThrow('is there already, as version 2');
  await expect(one.remove('trigger', 'walk-by', { expectedVersion: 1 })).rejects.toThrow(VersionConflict);
  await one.remove('trigger', 'walk-by', { expectedVersion: 2 });
  await expect(one.publish([trigger('third', 2)], { replace: false })).rejects.toThrow('is not there any more');
});

test('what is stored already, letter for letter, is no conflict: the answer to its publish got lost', async () => {
  const one = await open();
  await one.publish([trigger('first')], { replace: false });
  const { revision } = await one.publish([trigger('second', 1)], { replace: false });
  expect(await one.publish([trigger('second', 1)], { replace: false })).toEqual({ revision });
});

test('one person is never told of a conflict, in fifty saves over three engines', async () => {
  let base = 0;
  for (let i = 0; i < 50; i++) {
    const engine = opened[Math.floor(i / 17)] ?? (await open());
    await engine.publish([trigger(`take ${i}`, base)], { replace: false, by: by('hanna', i) });
    base = (await engine.get('trigger', 'walk-by'))!.version;
  }
  expect(await opened[0]!.versions('trigger', 'walk-by')).toHaveLength(50);
});

test('a text is read with the line of its fault; one that is stored already is not read again', async () => {
  const one = await open();
  const given = { kind: 'trigger', name: 'walk-by', source: 'triggers/walk-by.yaml' } as const;
  const text = 'name: walk-by # ours\nsays: hello\n';
  const [read] = await one.read([{ ...given, text, expectedVersion: 3 }]);
  expect(read).toEqual({ ...given, text, expectedVersion: 3, body: { name: 'walk-by', says: 'hello' } });
  const faults = one.read([
    { ...given, text: 'name: walk-by\nsays: [' },
    { ...given, text: 'name: a\n---\nname: b\n' },
  ]);
  await expect(faults).rejects.toThrow(InvalidDefinitions);
  await expect(faults).rejects.toMatchObject({
    problems: [
      { source: 'triggers/walk-by.yaml:2', path: '' },
      { source: 'triggers/walk-by.yaml', expected: 'one trigger, got 2' },
    ],
  });
});

test('of each document the last fifty replaced versions are kept, and names do not run into each other', async () => {
  const versions = createVersionStore(redis.connect());
  const old = (name: string, version: number) => ({ ...trigger(`v${version}`), name, version });
  for (let i = 1; i <= 60; i++) await versions.keep([old('a', i)], i + 1);
  await versions.keep([old('a"@', 7), old('b', 7)], 8);
  expect((await versions.list('trigger', 'a')).map(({ version }) => version)).toEqual(
    Array.from({ length: 50 }, (_, i) => 60 - i),
  );
  expect(await versions.get('trigger', 'a', 10)).toBeUndefined();
  expect((await versions.list('trigger', 'a"@')).map(({ version }) => version)).toEqual([7]);
});

test('beyond 128 MB what was replaced longest ago is dropped', async () => {
  const versions = createVersionStore(redis.connect());
  const large = 'x'.repeat(20 * 1024 * 1024);
  const old = (name: string, version: number) => ({ ...trigger('x'), text: large, name, version });
  for (let i = 1; i <= 7; i++) await versions.keep([old(`t${i}`, 8 - i)], i);
  const kept = await Promise.all(Array.from({ length: 7 }, (_, i) => versions.list('trigger', `t${i + 1}`)));
  expect(kept.map(({ length }) => length)).toEqual([0, 1, 1, 1, 1, 1, 1]);
});
