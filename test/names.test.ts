import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSources, root, type Source, sourceOf } from './support/sources.ts';

const FOLDERS = ['sdk', 'config', 'triggers', 'templates', 'channels', 'engine', 'demo', 'cli', 'console', 'bench'];

/** Verbs and nouns that only look like participles. */
const NO_PARTICIPLES = [
  'embed',
  'feed',
  'need',
  'proceed',
  'seed',
  'shed',
  'speed',
  'bring',
  'ping',
  'ring',
  'sing',
  'string',
  'bearing',
];

for (const folder of [...FOLDERS, 'test'].filter((name) => existsSync(join(root, name)))) {
  const sources = readSources(folder).filter(({ path }) => !path.endsWith('.test.ts'));

  test(`a name is exported once in ${folder}`, () => {
    expect(exportedTwice(sources)).toEqual([]);
  });

  test(`no function in ${folder} is named by a participle`, () => {
    expect(
      sources.flatMap(({ path, functions }) => functions.filter(isParticiple).map((n) => `${path}: ${n}`)),
    ).toEqual([]);
  });
}

test('a name that two files export is found, whatever it is; one that a file passes on is not', () => {
  const sources = [
    sourceOf('x/a.ts', 'export interface Seen {} export const one = 1; export async function go() {}'),
    sourceOf('x/b.ts', "export type Seen = 1; export { one } from './a.ts'; export class go {} const local = 1;"),
    sourceOf('x/c.ts', "export type { Seen } from './a.ts'; const local = 1; export default function go2() {}"),
  ];
  expect(exportedTwice(sources)).toEqual(['Seen: x/a.ts, x/b.ts', 'go: x/a.ts, x/b.ts']);
  expect(sourceOf('x/d.ts', 'function added() {} export function put() {} const told = 1;').functions).toEqual([
    'added',
    'put',
  ]);
  expect(['added', 'asking', 'feed', 'ring', 'put'].filter(isParticiple)).toEqual(['added', 'asking']);
});

function exportedTwice(sources: readonly Source[]): readonly string[] {
  const filesBy = new Map<string, string[]>();
  for (const { path, exports } of sources)
    for (const name of exports) filesBy.set(name, [...(filesBy.get(name) ?? []), path]);
  return [...filesBy].filter(([, files]) => files.length > 1).map(([name, files]) => `${name}: ${files.join(', ')}`);
}

function isParticiple(name: string): boolean {
  return /^[a-z]+(ed|ing)$/.test(name) && !NO_PARTICIPLES.includes(name);
}
