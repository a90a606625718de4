import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadSettings } from '../config/settings.ts';
import { systemClock } from '../engine/clock.ts';
import { createValidator } from '../engine/ingest/validate.ts';
import { PLACEHOLDERS } from '../triggers/arguments/placeholder-ids.ts';
import { readWhen } from '../triggers/conditions/read.ts';
import { GATES } from '../triggers/deciding/order.ts';
import { compileSegments, withSegments } from '../triggers/reading/segments.ts';
import { loadSignalKinds } from '../triggers/vocabulary/signal-kinds.ts';
import { loadVocabulary } from '../triggers/vocabulary/vocabulary.ts';
import { parseWorkspace } from '../triggers/workspace/workspace.ts';
import { withTables } from './support/conditions-page.ts';
import { DEFAULT_VARIABLES, PROVIDER_VARIABLES } from './support/provider-variables.ts';
import { CONTRACT_FOLDER, makeContract } from './support/sdk/wire-contract.ts';
import { withKinds } from './support/signals-page.ts';
import { filesOf, root } from './support/sources.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = filesOf('.').filter((path) => path.endsWith('.md'));

test('every link of the pages leads somewhere', () => {
  const dead = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)]
      .map(([, target = '']) => ({ page, path: normalize(join(dirname(page), target)) }))
      .filter(({ path }) => !existsSync(join(root, path))),
  );
  expect(dead).toEqual([]);
});

test('every file and folder that the pages name is there', () => {
  const named = pages.flatMap((page) =>
    [...read(page).matchAll(/`((?:sdk|config|triggers|templates|channels|engine|bench|test|docs)\/[\w./-]*)`/g)].map(
      ([, path = '']) => ({ page, path }),
    ),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ path }) => !existsSync(join(root, path)))).toEqual([]);
});

test('the page on signals has every id that is nobody’s', () => {
  const page = read('docs/signals.md');
  expect(PLACEHOLDERS.filter((one) => !page.includes(`\`${one}\``))).toEqual([]);
});

test('each file that the page on adding things shows is the file; a provider and its counterpart have 80 lines', () => {
  const page = read('docs/adding-things.md');
  const shown = [...page.matchAll(/`([^`]+)`, all of it:\n\n```ts\n([\s\S]*?)```/g)];
  expect(shown).toHaveLength(3);
  for (const [, path = '', code] of shown) expect(code).toBe(read(path));
  const lines = shown.slice(1).map(([, , code = '']) => code.split('\n').length - 1);
  expect(lines.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(80);
});

test('the page on conditions has every operator and field as they describe themselves; with -u it is written anew', async () => {
  const path = join(root, 'docs/conditions.md');
  const page = withTables(read('docs/conditions.md'), await loadVocabulary());
  expect(page.match(/^\| `/gm)!.length).toBeGreaterThan(100);
  await expect(page).toMatchFileSnapshot(path);
});

test('the page on signals has every kind as it describes itself; with -u it is written anew', async () => {
  const kinds = await loadSignalKinds();
  const page = withKinds(read('docs/signals.md'), kinds);
  for (const name of kinds.keys()) expect(page).toContain(`\n### ${name}\n`);
  await expect(page).toMatchFileSnapshot(join(root, 'docs/signals.md'));
});

test('the published contract of the wire is what the engine goes by; with -u it is written anew', async () => {
  for (const [name, text] of Object.entries(await makeContract())) {
    await expect(text).toMatchFileSnapshot(join(CONTRACT_FOLDER, name));
  }
});

test('what the page on signals shows is taken by the engine', async () => {
  const validate = createValidator(await loadSignalKinds(), systemClock());
  const blocks = [...read('docs/signals.md').matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  const signals = blocks.flatMap((text) => JSON.parse(`[${text.replace(/\}\n\{/g, '},{')}]`) as object[]);
  expect(signals.length).toBeGreaterThan(10);
  for (const signal of signals) expect(validate(signal, 'publishable'), JSON.stringify(signal)).toBeTypeOf('object');
});

test('what the page on conditions shows can be published', async () => {
  const blocks = [...read('docs/conditions.md').matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) =>
    parse(text),
  );
  const [{ when }, ...workspaces] = blocks as [{ when: unknown }, ...object[]];
  const { segments } = parseWorkspace('workspace.yaml', Object.assign({}, ...workspaces));
  expect(Object.keys(segments)).toEqual(['regulars', 'dormant']);
  const vocabulary = withSegments(await loadVocabulary(), Object.keys(segments));
  expect(compileSegments('workspace.yaml', segments, vocabulary).size).toBe(2);
  const report = (path: string, expected: string) => expect([path, expected]).toEqual([]);
  readWhen(when, vocabulary, { conditions: 0, report });
  expect(blocks).toHaveLength(3);
});

test('every decision has a number of its own, in its name and over its text', () => {
  const files = filesOf('docs/decisions').map((path) => path.slice(path.lastIndexOf('/') + 1));
  const numbers = files.map((name) => Number(name.slice(0, 4)));
  expect(numbers.toSorted((a, b) => a - b)).toEqual(files.map((_, i) => i + 1));
  const headings = files.map((name) => Number(/^# (\d+)\. /.exec(read(`docs/decisions/${name}`))?.[1]));
  expect(headings).toEqual(numbers);
});

test('the page on dependencies has every one of them', () => {
  const page = read('docs/decisions/0009-dependencies.md');
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >;
  const names = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !name.startsWith('@types/'));
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  const cells = [...page.matchAll(/^\| (`.+?) \|/gm)].map(([, cell = '']) => cell);
  const listed = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
  expect(listed.filter((name) => !names.includes(name) && !name.startsWith('@types/'))).toEqual([]);
});

test('the README has every setting with its default, and no other', () => {
  const rows = [...read('README.md').matchAll(/^\| `(KAIROS_\w+)` \| (?:`([^`]*)`)?/gm)].map(([, name, value]) => ({
    name,
    value,
  }));
  const own = read('config/settings.ts').match(/KAIROS_[A-Z_]+/g) ?? [];
  const known = [...new Set([...own, ...DEFAULT_VARIABLES])].sort();
  expect(rows.map(({ name }) => name).sort()).toEqual(known);
  const given = Object.fromEntries(rows.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])));
  expect(loadSettings(given)).toEqual(loadSettings({}));
});

test('the pages speak only of settings, scripts, commands and paths that exist', () => {
  const text = pages.map(read).join('\n');
  const ofTests = read('test/support/console/pictures.ts');
  const settings = `${read('config/settings.ts')} ${PROVIDER_VARIABLES.map(({ name }) => name).join(' ')} ${ofTests}`;
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> };
  const code = ['engine/api', 'engine/ingest']
    .flatMap(filesOf)
    .filter((path) => path.endsWith('.ts') && !path.includes('.test.'))
    .map(read)
    .join('\n');
  const strange = [
    ...all(text, /\b(KAIROS_[A-Z_]+?)(?:_FILE)?\b/g).filter((name) => !settings.includes(name)),
    ...all(text, /npm run (?:-s )?([a-z:]+)/g).filter((name) => !(name in scripts)),
    ...all(text, /kairos (push|pull|check|[a-z-]+) [a-z-]+ /g).filter((name) => !isCommand(name)),
    ...all(text, /localhost:842[01]\/v1\/([a-z]+)/g).filter((name) => !new RegExp(`\\b${name}\\b`).test(code)),
  ];
  expect(strange).toEqual([]);
});

function all(text: string, what: RegExp): readonly string[] {
  return [...text.matchAll(what)].map(([, found = '']) => found);
}

function isCommand(name: string): boolean {
  return existsSync(join(root, `cli/commands/${name}.ts`));
}

test('sending rules are called as the glossary has them on screen', () => {
  const glossary = read('docs/glossary.md');
  const rows = [...glossary.matchAll(/^\| \*\*.+?\*\* \| (.+?) \| (.+?) \|$/gm)];
  const said = new Set(
    rows.map((row) =>
      row
        .slice(1)
        .map((cell) => cell.replace(/ \(.*\)$/, ''))
        .join(', '),
    ),
  );
  expect(GATES.map(({ title: { en, de } }) => `${en}, ${de}`).filter((words) => !said.has(words))).toEqual([]);
});
