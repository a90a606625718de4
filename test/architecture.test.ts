import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findCycles } from './house/cycles.ts';
import { wideCommentsIn } from './house/measure.ts';
import { ORDERS } from './house/orders.ts';
import { arrowsOf, type Crossing, crossingsOf, isContract, placeOf, roomsOf, runningUp } from './house/rooms.ts';
import { filesOf, readSources, root, type Source, sourceOf } from './support/sources.ts';

/** Who may import what, besides its own folder. Data flows left to right; imports point left. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  sdk: [],
  config: [],
  triggers: ['sdk/protocol.ts'],
  templates: [
    'triggers/contract.ts',
    'triggers/time/dates.ts',
    'triggers/time/spans.ts',
    'triggers/words/',
    'triggers/arguments/decimals.ts',
  ],
  channels: ['templates/contract.ts', 'triggers/words/'],
  engine: [
    'sdk/',
    'config/',
    'triggers/',
    'templates/',
    'channels/',
    'console/dist',
    'package.json',
    'package-lock.json',
  ],
  // The command line and the demo use the engine as anybody does: its app, its contracts, its API by HTTP.
  demo: ['sdk/', 'config/', 'triggers/', 'engine/', 'cli/contract.ts', 'cli/setup/sdk.mjs'],
  cli: ['sdk/', 'config/', 'triggers/', 'engine/', 'demo/demo.ts', 'package.json', 'package-lock.json'],
  console: ['sdk/protocol.ts', 'engine/api/contract.ts'],
  bench: [
    'sdk/',
    'config/',
    'triggers/',
    'templates/',
    'channels/',
    'engine/',
    'cli/',
    'demo/',
    'test/',
    'package.json',
  ],
  test: [
    ...['sdk/', 'config/', 'triggers/', 'templates/', 'channels/', 'engine/', 'cli/', 'demo/', 'bench/'],
    // The words of the console are held against the codes of the engine.
    ...['console/words/', 'console/parts/word-reason.ts', 'console/parts/word-phrase.ts'],
  ],
};

/** What a test beside a file may also import: nothing of it ships. */
const FOR_TESTS = ['test/', 'bench/data/', 'triggers/vocabulary/registry.ts'];

/** The packages and Node modules each folder's sources may use; folders that are not listed may use any. */
const MAY_USE: Readonly<Record<string, RegExp>> = {
  sdk: /^$/,
  'sdk/examples': /^(@kairos\/node|node:readline)$/,
  'sdk/react': /^react$/,
  'sdk/node': /^node:(fs(\/promises)?|path|util|zlib)$/,
  config: /^(zod|fastest-levenshtein|node:(fs|path))$/,
  triggers:
    /^(zod|@turf\/.+|@photostructure\/tz-lookup|suncalc|date-holidays|re2js|fastest-levenshtein|lru-cache|node:(crypto|module))$/,
  templates: /^(zod|handlebars|fastest-levenshtein|node:crypto)$/,
  channels:
    /^(zod|undici|nodemailer(\/.+)?|ipaddr\.js|libphonenumber-js\/min|node:(crypto|dns|module|net|tls|http2?|https|url|path|stream|zlib)(\/promises)?)$/,
};

/** The folder whose list says what a file may use: the nearest above it. */
const usesBy = (path: string): string | undefined =>
  Object.keys(MAY_USE)
    .filter((folder) => path.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length)[0];

/** The one place where a package that could be swapped, or that must stay alone, is imported. */
const ONLY_IN: Readonly<Record<string, RegExp>> = {
  'uWebSockets.js': /^(engine\/ingest\/edge(-[a-z]+)?|bench\/support\/(?:ingest-servers|floor-server))\.ts$/,
  '^chdb(/.*)?$': /^engine\/outcomes\/clickhouse-child\.ts$/,
  '^rxjs(/.*)?$': /^(engine|bench)\//,
};

/** The files that load a folder of parts by name. */
const LOADS_FOLDERS = ['triggers/vocabulary/part-files.ts', 'triggers/vocabulary/registry.ts'];
/** They load files by a path that they compute: the parts of a folder, and the files of a bundle. */
const COMPUTES_IMPORTS = ['triggers/vocabulary/part-files.ts', 'cli/scripts.mjs'];
/** The script of the SDK loads its parts from where it was loaded itself. */
const BESIDE_ITSELF = 'sdk/web/script.ts';
/** The folders of parts that are loaded by a computed URL, or imported one by one. */
const PART_FOLDERS = ['triggers/gates', 'channels/kinds', 'channels/providers', 'templates/helpers'];
/** Folders that are found by a URL and hold other things. */
const NO_PART_FOLDERS = ['engine/outcomes/migrations'];

/** The stages of a start: they open every room. */
const STAGES = /^engine\/(app\.ts$|start\/)/;
/** The files besides the stages that open or create a part of another room of the engine, and why (decision 43). */
const OPENS: Readonly<Record<string, string>> = {
  'engine/api/folder-looks.ts':
    'It shows a folder without an engine, by the providers that the folder sets up; nothing is sent.',
  'engine/backup/restore.ts': 'A program of its own: no engine runs while a data folder is restored.',
  'engine/outcomes/clickhouse-child.ts': 'A process of its own: it holds ClickHouse and the sink (decision 13).',
  'engine/studies/recorded-world.ts':
    'A replay has a world of its own, in memory, made of the parts that the live one is made of.',
  'engine/studies/stored-signals.ts': 'It compiles the schemas of signal kinds; the check holds nothing else.',
  'engine/studies/test-file.ts': 'It compiles the schemas of signal kinds; the check holds nothing else.',
};
const READS_ENVIRONMENT = /^(engine\/main\.ts|engine\/outcomes\/clickhouse-child\.ts|cli\/|demo\/|bench\/|test\/)/;
const LONGEST = 300;
const WORDS =
  'signal customer context place moment trigger condition operator match gate decision template message channel provider delivery outcome'.split(
    ' ',
  );

const folders = Object.keys(MAY_IMPORT).filter((folder) => existsSync(join(root, folder)));
const sources = folders.flatMap(readSources);
const shipped = sources.filter((source) => !source.isTest);

for (const folder of folders) {
  test(`${folder} imports only what lies to its left`, () => {
    const strays = sources
      .filter((source) => source.path.startsWith(`${folder}/`))
      .flatMap((source) =>
        ownImports(source)
          .filter((to) => !mayImport(folder, source, to))
          .map((to) => `${source.path} imports ${to}`),
      );
    expect(strays).toEqual([]);
  });
}

for (const [folder, allowed] of Object.entries(MAY_USE)) {
  test(`${folder} uses only packages that keep it what it is`, () => {
    const strays = shipped
      .filter((source) => usesBy(source.path) === folder && !LOADS_FOLDERS.includes(source.path))
      .flatMap((source) =>
        packagesOf(source)
          .filter((name) => !allowed.test(name))
          .map((name) => `${source.path} uses ${name}`),
      );
    expect(strays).toEqual([]);
  });
}

for (const [name, place] of Object.entries(ONLY_IN)) {
  test(`${name} is imported only in ${place.source}`, () => {
    const strays = shipped.filter((source) => packagesOf(source).some((used) => new RegExp(name).test(used)));
    expect(strays.map((source) => source.path).filter((path) => !place.test(path))).toEqual([]);
  });
}

for (const [folder, { rooms, up, mostUp }] of Object.entries(ORDERS)) {
  const crossings = crossingsOf(sources, folder);
  const upPast = runningUp(past(folder), rooms);

  test(`every room of ${folder} stands in the written order`, () => {
    const found = roomsOf(sources, folder);
    expect(found.filter((room) => placeOf(room, rooms) < 0)).toEqual([]);
    expect(rooms.filter((room) => room !== '.' && !found.includes(room))).toEqual([]);
  });

  test(`a room of ${folder} uses only rooms below it, but for arrows that are listed with a reason`, () => {
    const strays = upPast.filter(({ from, into }) => !up[`${from} → ${into}`]);
    expect(strays.map(({ file, to, name }) => `${file} takes ${name || 'the URL'} of ${to}`)).toEqual([]);
    expect(Object.keys(up).sort()).toEqual([...arrowsOf(upPast).keys()].sort());
  });

  test(`arrows of ${folder} run up at most ${mostUp} times when those to a contract count too`, () => {
    expect(arrowsOf(runningUp(crossings, rooms)).size).toBeLessThanOrEqual(mostUp);
  });
}

test('the engine lists at most three arrows that run up', () => {
  expect(Object.keys(ORDERS.engine?.up ?? {}).length).toBeLessThanOrEqual(3);
});

test('a type that crosses the rooms of the engine stands in a contract', () => {
  const strays = past('engine').filter(({ isType, to }) => isType && to !== 'engine/app.ts');
  expect(strays.map(({ file, name, to }) => `${file} takes ${name} of ${to}`)).toEqual([]);
});

test('what holds state is opened by the stages of a start; another room opens it only where that is listed with a reason', () => {
  const opened = past('engine').filter(
    ({ file, into, name }) => !STAGES.test(file) && !into.includes('.') && /^(open|start|create)[A-Z]/.test(name),
  );
  const strays = opened.filter(({ file }) => !OPENS[file]);
  expect(strays.map(({ file, name }) => `${file} takes ${name}`)).toEqual([]);
  expect([...new Set(opened.map(({ file }) => file))].sort()).toEqual(Object.keys(OPENS).sort());
});

test('a folder of parts holds parts and nothing else', () => {
  const loaded = shipped
    .filter(({ path }) => !path.startsWith('bench/'))
    .flatMap(({ imports }) => imports.filter((to) => to.endsWith('/')).map((to) => to.slice(0, -1)));
  const registries = new Set([...loaded, ...PART_FOLDERS]);
  const strays = [...registries]
    .filter((folder) => !NO_PART_FOLDERS.includes(folder))
    .flatMap(filesOf)
    .filter((path) => !/(^|\/)contract\.ts$|\.test\.ts$/.test(path))
    .filter((path) => !/^export default /m.test(readFileSync(join(root, path), 'utf8')));
  expect(strays).toEqual([]);
  expect(registries).toContain('triggers/operators');
});

/** The schemas of the wire, a file for each group of routes: a contract as a whole. */
const WIRE = 'engine/api/wire/';

test('a contract imports only contracts', () => {
  const strays = shipped
    .filter((source) => source.path.endsWith('/contract.ts'))
    .flatMap((source) =>
      ownImports(source)
        .filter((to) => !to.endsWith('/contract.ts') && to !== 'sdk/protocol.ts' && !to.startsWith(WIRE))
        .map((to) => `${source.path} imports ${to}`),
    );
  expect(strays).toEqual([]);
});

test('only the registry and the bundle import what they compute', () => {
  const computing = shipped.filter((source) => source.computedImports > 0).map((source) => source.path);
  expect(computing.filter((path) => !path.startsWith('bench/') && path !== BESIDE_ITSELF)).toEqual(COMPUTES_IMPORTS);
});

test('no file imports itself over others', () => {
  expect(findCycles(sources)).toEqual([]);
});

test('the environment is read only where a process begins', () => {
  const readers = shipped.filter((source) => source.readsEnvironment).map((source) => source.path);
  expect(readers.filter((path) => !READS_ENVIRONMENT.test(path))).toEqual([]);
});

test('nothing is typed any', () => {
  expect(sources.filter((source) => source.hasAny).map((source) => source.path)).toEqual([]);
});

test('a log line gets the cause itself, with its stack and chain, not its words', () => {
  const words = /\blog\.(?:info|warn|error)\([^;]*?(?:String\((?:cause|error)\)|\.stack\b)/;
  expect(shipped.filter(({ text }) => words.test(text)).map(({ path }) => path)).toEqual([]);
});

test(`no file is longer than ${LONGEST} lines`, () => {
  const scripts = folders.flatMap(filesOf).filter((path) => /\.(lua|sql)$/.test(path));
  const long = [
    ...shipped.map(({ path, lines }) => ({ path, lines })),
    ...scripts.map((path) => ({ path, lines: readFileSync(join(root, path), 'utf8').split('\n').length - 1 })),
  ].filter(({ lines }) => lines > LONGEST);
  expect(long).toEqual([]);
});

test('source files and their folders have kebab-case names', () => {
  const odd = folders
    .flatMap(filesOf)
    .filter((path) => /\.(ts|tsx|mjs|lua|sql)$/.test(path))
    .filter((path) => !/^([a-z0-9]+(-[a-z0-9]+)*\/)+[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.[a-z]+$/.test(path));
  expect(odd).toEqual([]);
});

test('names say what a thing is', () => {
  const vague = /(^|[/-])(utils?|common|misc|helpers?|manager|impl)(-[a-z-]+)?\.(ts|mjs)$/;
  expect(sources.map((source) => source.path).filter((path) => vague.test(path))).toEqual([]);
});

test('folders go at most two levels below the top ones', () => {
  const deep = sources.map((source) => source.path).filter((path) => path.split('/').length > 4);
  expect(deep).toEqual([]);
});

test('nothing is left for later, skipped or switched off', () => {
  const mark =
    /\b(TODO|FIXME|XXX|HACK)\b|\b(it|test|describe)\.(skip|only|todo)\(|@ts-(ignore|nocheck|expect-error)|biome-ignore(?! lint\/suspicious\/noControlCharactersInRegex)/;
  expect(
    linesWith(
      sources.filter((source) => source.path !== 'test/architecture.test.ts'),
      mark,
    ),
  ).toEqual([]);
});

test('nothing names a path of one machine or a note of our own', () => {
  const everything = [...filesOf('.').filter(isReadable)].map((path) => ({
    path,
    text: readFileSync(join(root, path), 'utf8'),
  }));
  expect(linesWith(everything, /(^|[^a-z.~])\/(work|home|root)\/[a-z]|\.\.\/shared\b|\bissue #?\d/)).toEqual([]);
});

test('the glossary has every noun, and the architecture page every folder', () => {
  const glossary = readFileSync(join(root, 'docs/glossary.md'), 'utf8').toLowerCase();
  expect(WORDS.filter((word) => !glossary.includes(`**${word}**`))).toEqual([]);
  const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
  const parts = new Set(
    shipped.map(({ path }) =>
      path
        .split('/')
        .slice(0, path.startsWith('engine/') ? -1 : 1)
        .join('/'),
    ),
  );
  const unnamed = [...parts]
    .map((part) => part.split('/').slice(0, 2).join('/'))
    .filter((part) => !page.includes(`${part}/`));
  expect([...new Set(unnamed)]).toEqual([]);
});

test('the reader of sources sees every way to import', () => {
  const source = sourceOf(
    'triggers/x/probe.ts',
    `import type { A } from './a.ts'; export * from '../b.ts'; export { type C } from './c.ts';
     const d = await import('./d.ts'); type E = import('./e.ts').E; const f = new URL('./f/', import.meta.url);
     // import './no.ts'
     const no = "from './no.ts'"; await import(d.path);`,
  );
  expect(source.imports.map((path) => path)).toEqual([
    'triggers/x/a.ts',
    'triggers/b.ts',
    'triggers/x/c.ts',
    'triggers/x/d.ts',
    'triggers/x/e.ts',
    'triggers/x/f/',
  ]);
  expect(source.computedImports).toBe(1);
  expect(source.links.map(({ name, isType }) => `${name} ${isType}`)).toEqual([
    'A true',
    '* false',
    'C true',
    '* false',
    'E true',
    ' false',
  ]);
  expect(sourceOf('a.ts', "import b, { type C, d as e } from './b.ts';\nimport * as f from './f.ts';").links).toEqual([
    { to: 'b.ts', name: 'default', isType: false },
    { to: 'b.ts', name: 'C', isType: true },
    { to: 'b.ts', name: 'd', isType: false },
    { to: 'f.ts', name: '*', isType: false },
  ]);
  expect(sourceOf('a.ts', 'const a = () => {\n  function b() {}\n};\nclass C {\n  d() {\n  }\n}').spans).toEqual([
    { name: 'a', line: 1, lines: 3 },
    { name: 'b', line: 2, lines: 1 },
    { name: 'd', line: 5, lines: 2 },
  ]);
  expect(sourceOf('a.ts', 'const a: any = process.env;')).toMatchObject({ hasAny: true, readsEnvironment: true });
  expect(sourceOf('a.ts', "import { env } from 'node:process';").readsEnvironment).toBe(true);
  expect(sourceOf('a.ts', "const a: unknown = 'process.env any';")).toMatchObject({
    hasAny: false,
    readsEnvironment: false,
  });
});

/** The imports across the rooms of a top folder that do not go to a contract. */
function past(folder: string): readonly Crossing[] {
  return crossingsOf(sources, folder).filter(({ to }) => !isContract(to));
}

function mayImport(folder: string, source: Source, to: string): boolean {
  const allowed = [`${folder}/`, ...(MAY_IMPORT[folder] ?? []), ...(source.isTest ? FOR_TESTS : [])];
  return to === '.' || allowed.some((prefix) => to.startsWith(prefix));
}

function ownImports(source: Source): readonly string[] {
  return source.imports.filter((to) => !isPackage(to));
}

function packagesOf(source: Source): readonly string[] {
  return source.imports.filter(isPackage);
}

/** Own modules were made relative to the project: their first part is one of its folders or files. */
function isPackage(to: string): boolean {
  return to.startsWith('node:') || (!to.startsWith('..') && !existsSync(join(root, to.split('/')[0] ?? to)));
}

function linesWith(
  files: readonly { readonly path: string; readonly text: string }[],
  mark: RegExp,
): readonly string[] {
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .map((line, index) => ({ line, at: `${path}:${index + 1}` }))
      .filter(({ line }) => mark.test(line))
      .map(({ line, at }) => `${at} ${line.trim().slice(0, 120)}`),
  );
}

function isReadable(path: string): boolean {
  return (
    /\.(ts|tsx|mjs|lua|sql|md|ya?ml|json|xml|svg)$|^Dockerfile$|^\.ci\/run$/.test(path) && path !== 'package-lock.json'
  );
}

test('no line of a comment is wider than 120 columns', () => {
  expect(sources.flatMap(({ path, text }) => wideCommentsIn(text).map((line) => `${path}:${line}`))).toEqual([]);
});
