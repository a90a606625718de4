import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadFolder } from '../triggers/vocabulary/registry.ts';
import type { Walk } from './adding/contract.ts';
import { filesOf, root } from './support/sources.ts';

const walks = [...(await loadFolder<Walk>(new URL('adding/', import.meta.url))).values()];
/** The tests that go through every part: they see each new one, and must not know the others by heart. */
const ALL_PARTS = [
  'channels/choose-provider.test.ts',
  'channels/open.test.ts',
  'engine/definitions/compile.test.ts',
  'engine/ingest/validate.test.ts',
  'test/containers.test.ts',
];
const LEFT_OUT = new Set(['node_modules', '.git', '.kairos', '.setup', 'coverage', 'dist']);

let copy: string;

/** Runs Vitest in the copy; resolves with what it says, and whether all passed. */
function runTests(...args: readonly string[]): Promise<{ readonly passed: boolean; readonly output: string }> {
  const { PATH = '', HOME = '' } = process.env;
  // In one process, which loads the modules once.
  const how = ['run', '--maxWorkers=1', '--reporter=verbose'];
  const command = [join(root, 'node_modules/vitest/vitest.mjs'), ...how, ...args];
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      command,
      { cwd: copy, env: { PATH, HOME, NO_COLOR: '1' }, maxBuffer: 16e6 },
      (failed, stdout, stderr) => resolve({ passed: failed === null, output: stdout + stderr }),
    );
  });
}

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'kairos-adding-'));
  for (const name of await readdir(root)) {
    if (!LEFT_OUT.has(name)) await cp(join(root, name), join(copy, name), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const [path, text] of walks.flatMap(({ files }) => Object.entries(files))) {
    await mkdir(dirname(join(copy, path)), { recursive: true });
    await writeFile(join(copy, path), text, { flag: 'wx' });
  }
});
afterAll(() => rm(copy, { recursive: true, force: true }));

test('each walk adds its part with its own files alone: its tests and those of all parts pass', async () => {
  const whole = walks.filter(({ only }) => only === undefined).flatMap(({ tests }) => tests);
  const all = await runTests('-u', ...new Set([...whole, ...ALL_PARTS]));
  expect(all.passed, all.output).toBe(true);
  const some = walks.filter(({ only }) => only !== undefined);
  const named = await runTests(...some.flatMap(({ tests }) => tests), '-t', some.map(({ only }) => only).join('|'));
  expect(named.passed, named.output).toBe(true);
  for (const file of some.flatMap(({ tests }) => tests)) {
    expect(named.output.split('\n').filter((line) => line.includes('✓') && line.includes(`${file} > `))).not.toEqual(
      [],
    );
  }
}, 240_000);

test('nothing but the pages that a walk names is written anew', async () => {
  const pages = new Set(walks.flatMap((walk) => walk.pages ?? []));
  for (const page of filesOf('docs').filter((path) => path.endsWith('.md'))) {
    const [before, after] = await Promise.all([root, copy].map((folder) => readFile(join(folder, page), 'utf8')));
    expect(after !== before, page).toBe(pages.has(page));
  }
});

test('the page on adding things has each walk with the number of its files', async () => {
  const page = await readFile(join(root, 'docs/adding-things.md'), 'utf8');
  const rows = [...page.matchAll(/\]\(\.\.\/test\/adding\/([\w-]+)\.ts\) \| (\d+) \|/g)];
  expect(rows.map(([, name, files]) => `${name}: ${files}`).sort()).toEqual(
    walks.map(({ name, files }) => `${name}: ${Object.keys(files).length}`).sort(),
  );
});
