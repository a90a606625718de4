import { spawnSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './sources.ts';

/** Tells on stderr which files of ours and which packages a command line loads. */
const HOOK = `import { writeSync } from 'node:fs';
export async function resolve(what, context, next) {
  const found = await next(what, context);
  writeSync(2, 'LOADS ' + found.url + String.fromCharCode(10));
  return found;
}`;
const asModule = (text: string) => `data:text/javascript,${encodeURIComponent(text)}`;
const TELL = asModule(`import Module, { register } from 'node:module';
import { writeSync } from 'node:fs';
register(${JSON.stringify(asModule(HOOK))});
// What is loaded by \`require\` passes no hook; data is no code.
process.on('exit', () => {
  for (const path of Object.keys(Module._cache)) if (!path.endsWith('.json')) writeSync(2, 'LOADS file://' + path + String.fromCharCode(10));
});`);
const FROM_SOURCES = `await import('${pathToFileURL(root)}engine/typescript.mjs');
await (await import('${pathToFileURL(root)}cli/main.ts')).runCommandLine();`;

/** What a command line loaded, by paths below the root, and what it said. */
export interface Loads {
  readonly ours: readonly string[];
  readonly packages: readonly string[];
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line as people do. */
export function loadsOf(...args: readonly string[]): Loads {
  return run([join(root, 'cli/kairos.mjs'), ...args]);
}

/** Runs a command line from its sources, whether there is a bundle or not. */
export function loadsOfSources(...args: readonly string[]): Loads {
  return run(['--input-type=module', '-e', FROM_SOURCES, '--', 'kairos', ...args]);
}

function run(args: readonly string[]): Loads {
  const env = { PATH: process.env.PATH ?? '' };
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', TELL, ...args], {
    encoding: 'utf8',
    env,
  });
  const told = [...stderr.matchAll(/^LOADS file:\/\/(\S+)/gm)].map(([, path = '']) => relative(root, path));
  const urls = [...new Set(told)];
  const packages = urls.flatMap((path) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  return {
    ours: urls.filter((path) => path.endsWith('.ts')),
    packages: [...new Set(packages)].sort(),
    ...{ code: status, stdout, stderr: stderr.replace(/^LOADS .*\n/gm, '') },
  };
}
