import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './support/sources.ts';

interface Manifest {
  readonly name?: string;
  readonly license?: string;
}

const read = <T>(path: string) => JSON.parse(readFileSync(join(root, path), 'utf8')) as T;
const { allowed, packages } = read<{
  readonly allowed: Readonly<Record<string, string>>;
  readonly packages: Readonly<Record<string, { readonly says: string; readonly is: string }>>;
}>('docs/licences.json');
const lock = read<{ readonly packages: Readonly<Record<string, { readonly dev?: boolean }>> }>('package-lock.json');
/** What ships: each package that is installed and is not there for tests and benchmarks alone. */
const shipped = Object.entries(lock.packages)
  .filter(([path, { dev }]) => path !== '' && !dev && existsSync(join(root, path, 'package.json')))
  .map(([path]) => ({
    name: path.replace(/^.*node_modules\//, ''),
    says: read<Manifest>(join(path, 'package.json')).license ?? 'nothing',
  }));
const notice = readFileSync(join(root, 'NOTICE'), 'utf8');

test('every package that ships has a licence that was looked at', () => {
  expect(shipped.length).toBeGreaterThan(100);
  const strange = shipped.filter(({ name, says }) => !(says in allowed) && packages[name]?.says !== says);
  expect(strange).toEqual([]);
});

test('the list names no package that is gone, and no licence that none has', () => {
  const names = new Set(shipped.map(({ name }) => name));
  expect(Object.keys(packages).filter((name) => !names.has(name))).toEqual([]);
  const said = new Set(shipped.map(({ says }) => says));
  // Native parts of other systems may be the only ones with a licence.
  expect(Object.keys(allowed).filter((licence) => !said.has(licence) && licence !== 'BSD-2-Clause')).toEqual([]);
});

test('what asks to be named is named in NOTICE: data that packages and services bring', () => {
  const asks = Object.entries(packages).filter(([, { is }]) => is.includes('named in NOTICE'));
  expect(asks.length).toBeGreaterThan(0);
  expect(asks.filter(([name]) => !notice.includes(name))).toEqual([]);
  for (const source of [/CC BY-SA 3\.0/, /OpenStreetMap contributors/, /Open-Meteo\.com, CC BY 4\.0/]) {
    expect(notice).toMatch(source);
  }
});

test('the image carries NOTICE and the licence', () => {
  const copied = readFileSync(join(root, 'Dockerfile'), 'utf8').match(/^COPY (?!--from).*/gm) ?? [];
  for (const name of ['NOTICE', 'LICENSE'])
    expect(
      copied.some((line) => line.split(' ').includes(name)),
      name,
    ).toBe(true);
});
