import { execFile } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { BUNDLE, FROM_SOURCES, findFresh, hashOf, type Made } from '../cli/bundle.mjs';
import { ensureCommandLine } from '../cli/setup/command-line.mjs';
import { loadsOf, loadsOfSources } from './support/loads.ts';
import { root } from './support/sources.ts';

let made: Made;

beforeAll(async () => {
  await ensureCommandLine(root);
  const found = findFresh(root);
  if (found === undefined) throw new Error('no bundle lies there');
  made = found;
});

const AT = ['--url', 'http://127.0.0.1:1', '--key', 'k'];

test.each<{ args: readonly string[] }>([
  { args: ['--help'] },
  { args: ['sotry'] },
  { args: ['check', join(root, 'config/sample')] },
  { args: ['check', join(root, 'docs')] },
  { args: ['push', join(root, 'config/sample'), '--dry-run', ...AT] },
  { args: ['preview', 'store-voucher', '--customer', 'anna', ...AT] },
  { args: ['query', 'funnel', ...AT] },
  { args: ['query', '--help'] },
  { args: ['story', 'anna', ...AT] },
  { args: ['keys', 'list', ...AT] },
])('`kairos $args` says the same from its bundle as from its sources, of which it loads none', ({ args }) => {
  const [bundled, fromSources] = [loadsOf(...args), loadsOfSources(...args)];
  expect([bundled.ours, bundled.packages]).toEqual([[], []]);
  expect(bundled).toMatchObject({
    code: fromSources.code,
    stdout: fromSources.stdout,
    stderr: fromSources.stderr,
  });
  expect(bundled.stdout + bundled.stderr).not.toBe('');
});

test('every source that a command loads is one of those that the bundle is made from', () => {
  const { ours } = loadsOfSources('check', join(root, 'config/sample'));
  expect(ours.length).toBeGreaterThan(300);
  expect(ours.filter((path) => !made.files.includes(path))).toEqual([]);
  expect(made.files).toContain('package-lock.json');
  expect(made.folders).toEqual(expect.arrayContaining(['cli/commands', 'triggers/operators', 'channels/providers']));
});

test('what runs long runs from its sources unless it is told to, the demo from the bundle', () => {
  for (const name of FROM_SOURCES) {
    expect(loadsOf(name, '--help').ours).toContain(`cli/commands/${name}.ts`);
    expect(loadsOf(name, '--bundled', '--help').ours).toEqual([]);
  }
  expect(loadsOf('demo', '--help').ours).toEqual([]);
  expect(loadsOf('restore', '--help').ours).toEqual([]);
});

/** A copy of a bundle's stamp and of what it was made from, small enough to be changed. */
function copyMade(): string {
  const copy = mkdtempSync(join(tmpdir(), 'kairos-bundle-'));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  const files = made.files.filter((path) => path.startsWith('cli/commands/'));
  const folders = ['cli/commands'];
  for (const path of files) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path));
  }
  const hash = hashOf(copy, { files, folders });
  mkdirSync(join(copy, BUNDLE, hash), { recursive: true });
  writeFileSync(join(copy, BUNDLE, 'made.json'), JSON.stringify({ files, folders, hash }));
  return copy;
}

test.each<{ what: string; change: (commands: string) => void; isFresh: boolean }>([
  { what: 'nothing changed', change: () => undefined, isFresh: true },
  {
    what: 'a file of the same length',
    change: (commands) => {
      const path = join(commands, 'token.ts');
      writeFileSync(path, readFileSync(path, 'utf8').replace('const', 'CONST'));
    },
    isFresh: false,
  },
  { what: 'a file gone', change: (commands) => rmSync(join(commands, 'token.ts')), isFresh: false },
  { what: 'a part more', change: (commands) => writeFileSync(join(commands, 'new.ts'), ''), isFresh: false },
])('a bundle is fresh until what it was made from changes: $what', ({ change, isFresh }) => {
  const copy = copyMade();
  change(join(copy, 'cli/commands'));
  expect(findFresh(copy) !== undefined).toBe(isFresh);
});

/** Finds it fresh, as of files that were written long ago. */
function seeOldFiles(copy: string): void {
  const now = Date.now();
  vi.spyOn(Date, 'now').mockReturnValue(now + 60_000);
  expect(findFresh(copy)).toBeDefined();
  vi.restoreAllMocks();
}

test('what was found fresh once is stale however it is changed since', () => {
  const copy = copyMade();
  const path = join(copy, 'cli/commands/token.ts');
  seeOldFiles(copy);
  const { atime, mtime } = statSync(path);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('const', 'CONST'));
  utimesSync(path, atime, mtime);
  expect(findFresh(copy)).toBeUndefined();
  writeFileSync(path, text);
  expect(findFresh(copy)).toBeDefined();
  seeOldFiles(copy);
  cpSync(path, join(copy, 'cli/commands/other.ts'));
  expect(findFresh(copy)).toBeUndefined();
});

test('what was found fresh once is not read again, unless it was written a moment ago', () => {
  const copy = copyMade();
  const stamp = join(copy, BUNDLE, 'made.json');
  const { hash, ...from } = findFresh(copy)!;
  const seen = (of: string) => join(copy, BUNDLE, of, 'seen.txt');
  expect(existsSync(seen(hash))).toBe(false);
  seeOldFiles(copy);
  // a hash that is wrong, which nobody works out
  mkdirSync(join(copy, BUNDLE, 'wrong'));
  writeFileSync(seen('wrong'), readFileSync(seen(hash), 'utf8').replace(hash, 'wrong'));
  writeFileSync(stamp, JSON.stringify({ ...from, hash: 'wrong' }));
  expect(findFresh(copy)).toMatchObject({ hash: 'wrong' });
});

test('a stack names the files and lines of the sources', async () => {
  const server = createServer((_, response) => response.setHeader('content-type', 'application/json').end('null'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const err = await new Promise<string>((resolve) => {
    const args = [join(root, 'cli/kairos.mjs'), 'story', 'anna', '--url', url, '--key', 'k'];
    execFile(process.execPath, args, (_failed, _out, said) => resolve(said));
  });
  const [, line = '0'] = /at Command\.<anonymous> \(.*\/cli\/commands\/story\.ts:(\d+)\)/.exec(err) ?? [];
  const text = readFileSync(join(root, 'cli/commands/story.ts'), 'utf8').split('\n')[Number(line) - 1];
  expect([text, err]).toEqual([expect.stringContaining('rows'), expect.not.stringContaining(BUNDLE)]);
});
