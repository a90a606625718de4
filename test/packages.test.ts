import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly optional?: boolean;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as unknown;
const lock = (read('../package-lock.json') as { packages: Readonly<Record<string, Locked>> }).packages;
const own = read('../package.json') as Readonly<Record<'dependencies' | 'devDependencies', Record<string, string>>>;

/** Packages that ask to run something when installed; Kairos works without any of it having run. */
const WITH_SCRIPTS = ['chdb', 'msgpackr-extract', 'core-js'];
/** EDL is the three-clause BSD licence by another name; one package misspells BSD. CC-BY is of data, in tools. */
const LICENCES =
  /^(MIT(-0)?|ISC|Apache-2\.0|(BSD|BDS)-[23]-Clause|0BSD|EDL-1\.0|Zlib|CC0-1\.0|Unlicense|BlueOak-1\.0\.0|MPL-2\.0|PSF-2\.0|CC-BY-[34]\.0)$/;

test('every package is pinned to one version', () => {
  const loose = Object.entries({ ...own.dependencies, ...own.devDependencies }).filter(
    ([, version]) => !/^(npm:[a-z]+@)?\d+\.\d+\.\d+$/.test(version),
  );
  expect(loose).toEqual([]);
});

test('the lock names the optional packages of every system (else: node cli/setup/complete-lock.mjs)', () => {
  const missing = Object.entries(lock).flatMap(([owner, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !lock[`node_modules/${name}`] && !lock[`${owner}/node_modules/${name}`],
    ),
  );
  expect(missing).toEqual([]);
});

test('every package that is not for another system has its integrity in the lock', () => {
  const open = Object.entries(lock).filter(([path, { integrity, optional }]) => path && !integrity && !optional);
  expect(open.map(([path]) => path)).toEqual([]);
});

test('only known packages ask to run something when installed', () => {
  const asking = Object.entries(lock).filter(([, { hasInstallScript }]) => hasInstallScript);
  const names = asking.map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
  expect(names.filter((name) => !WITH_SCRIPTS.includes(name))).toEqual([]);
});

test('every package has a licence that lets Kairos be given away', () => {
  const odd = Object.entries(lock)
    .filter(([path, { license }]) => path && license !== undefined)
    .filter(([path, { license = '' }]) => !allows(isInFile(license) ? licenceInFile(path) : license));
  expect(odd.map(([path, { license }]) => `${path} ${license}`)).toEqual([]);
});

/** Packages of Segment's name a file in place of a licence. */
function isInFile(license: string): boolean {
  return license.startsWith('SEE LICENSE IN ');
}

/** The licence by its words, of a package that is installed. */
function licenceInFile(path: string): string {
  const folder = new URL(`../${path}/`, import.meta.url);
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name)) ?? '';
  const text = readFileSync(new URL(file, folder), 'utf8').replace(/\s+/g, ' ').replaceAll("'", '"');
  return MIT_WORDS.every((words) => text.includes(words)) ? 'MIT' : text;
}

const MIT_WORDS = [
  'Permission is hereby granted, free of charge, to any person obtaining a copy of this software',
  'THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND',
];

function allows(expression: string): boolean {
  const ways = expression.replace(/[()]/g, '').split(' OR ');
  return ways.some((way) => way.split(' AND ').every((licence) => LICENCES.test(licence)));
}
