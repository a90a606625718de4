import { existsSync } from 'node:fs';
import { run } from './run.mjs';

/**
 * How this system installs a package, as a command and by itself; `mayInstall`: without a password, or with a terminal
 * to type it. `install` resolves with how the command ended. Undefined: no package manager that is known.
 * @typedef {{ command: string, mayInstall: boolean, install: () => Promise<{ code: number, said: string }> }} Way
 * @param {{ apt: string, brew: string }} names
 * @returns {Promise<Way | undefined>}
 */
export async function systemPackage(names) {
  if (existsSync('/usr/bin/apt-get')) return apt(names.apt);
  if ((await run('brew', ['--version'])).code === 0) {
    const steps = [['brew', 'install', ...names.brew.split(' ')]];
    return { command: `brew install ${names.brew}`, mayInstall: true, install: () => runAll(steps) };
  }
  return undefined;
}

/** @returns {Promise<Way>} */
async function apt(/** @type {string} */ name) {
  const isRoot = process.getuid?.() === 0;
  const canAsk = process.stdin.isTTY && process.stderr.isTTY && !process.env.CI;
  const sudo = isRoot ? [] : canAsk ? ['sudo'] : ['sudo', '-n'];
  const asRoot = [...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  const mayInstall = isRoot || (await run('sudo', canAsk ? ['--version'] : ['-n', 'true'])).code === 0;
  const steps = [
    [...asRoot, 'update', '-q'],
    [...asRoot, 'install', '-y', '-q', '--no-install-recommends', name],
  ];
  return { command: `${isRoot ? '' : 'sudo '}apt-get install -y ${name}`, mayInstall, install: () => runAll(steps) };
}

/** A failed `update` may be one stale source among many: only the last step decides. */
async function runAll(/** @type {readonly string[][]} */ steps) {
  let last = { code: 0, said: '' };
  for (const [program = '', ...args] of steps) last = await run(program, args);
  return last;
}
