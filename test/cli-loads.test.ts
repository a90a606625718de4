import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './support/sources.ts';

/** Tells on stderr which files of ours and which packages a command line loads. */
const HOOK = `import { writeSync } from 'node:fs';
export async function resolve(what, context, next) {
  const found = await next(what, context);
  writeSync(2, 'LOADS ' + found.url + String.fromCharCode(10));
  return found;
}`;
const asModule = (text: string) => `data:text/javascript,${encodeURIComponent(text)}`;
const TELL = asModule(`import { register } from 'node:module'; register(${JSON.stringify(asModule(HOOK))});`);

function loads(...args: readonly string[]): { ours: readonly string[]; packages: readonly string[] } {
  const command = ['--import', TELL, join(root, 'cli/kairos.mjs'), ...args];
  const { stderr } = spawnSync(process.execPath, command, { encoding: 'utf8', env: { PATH: process.env.PATH ?? '' } });
  const told = [...stderr.matchAll(/^LOADS file:\/\/(\S+)/gm)].map(([, path = '']) => relative(root, path));
  const urls = [...new Set(told)];
  const packages = urls.flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  return { ours: urls.filter((path) => path.endsWith('.ts')), packages: [...new Set(packages)].sort() };
}

const AT = ['--url', 'http://127.0.0.1:1', '--key', 'k'];

test.each([
  { args: ['--help'], most: 60 },
  { args: ['story', 'anna', ...AT], most: 30 },
  { args: ['query', 'funnel', ...AT], most: 30 },
  { args: ['explain', 'anna', ...AT], most: 30 },
  { args: ['back-test', 'walk-by', ...AT], most: 30 },
])('`kairos $args` loads a few files, and neither the engine nor its packages', ({ args, most }) => {
  const { ours, packages } = loads(...args);
  expect(ours.length).toBeGreaterThan(5);
  expect(ours.length).toBeLessThan(most);
  expect(ours).not.toContain('engine/app.ts');
  expect(packages.filter((name) => name !== '@swc/wasm-typescript')).toEqual(['commander', 'fastest-levenshtein']);
});

test('what is kept of stripped types is of the stripper that is installed', () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const hook = readFileSync(join(root, 'engine/strip-types.mjs'), 'utf8');
  expect(hook).toContain(`RELEASE = '${dependencies['@swc/wasm-typescript']}'`);
});
