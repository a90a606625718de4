import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupProblem } from './problem.mjs';
import { run } from './run.mjs';

/**
 * Makes `node_modules` hold exactly what `package-lock.json` says; does nothing when it already does.
 * @param {string} root the folder of package.json
 */
export async function ensurePackages(root) {
  const stamp = join(root, 'node_modules', '.kairos-setup');
  if (read(stamp) === fingerprint(root)) return;
  if (!isInstalled(root)) await install(root);
  writeFileSync(stamp, fingerprint(root));
}

/**
 * What the stamp holds: the lock, what npm noted when it last wrote the folder, and what the native parts depend on.
 */
function fingerprint(/** @type {string} */ root) {
  const lock = createHash('sha256')
    .update(read(join(root, 'package-lock.json')))
    .digest('hex');
  const noted = statSync(join(root, 'node_modules', '.package-lock.json'), { throwIfNoEntry: false });
  return [lock, noted?.mtimeMs, process.versions.modules, process.platform, process.arch].join(' ');
}

/** Whether each package of the lock that this system needs is there in the same version. */
function isInstalled(/** @type {string} */ root) {
  const noted = read(join(root, 'node_modules', '.package-lock.json'));
  if (noted === '') return false;
  const present = packagesOf(noted);
  return Object.entries(packagesOf(read(join(root, 'package-lock.json')))).every(
    ([path, { version, integrity, optional }]) =>
      path === '' ||
      (present[path] === undefined
        ? optional === true
        : present[path].version === version && (integrity === undefined || present[path].integrity === integrity)),
  );
}

/** Runs `npm ci`, with a count while it goes on. */
async function install(/** @type {string} */ root) {
  const total = Object.values(packagesOf(read(join(root, 'package-lock.json')))).filter(isForHere).length;
  const seen = new Set();
  const started = performance.now();
  let said = started;
  process.stderr.write(`setup: installing ${total} npm packages into node_modules (npm ci, about 1.1 GB)\n`);
  const { code, said: trouble } = await run(
    'npm',
    ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=http'],
    {
      cwd: root,
      onLine(line) {
        const archive = /^npm http .*\/([^/ ]+\.tgz)/.exec(line)?.[1];
        if (archive) seen.add(archive);
        const everyMs = process.stderr.isTTY ? 100 : 10_000;
        if (archive && performance.now() - said > everyMs) {
          said = performance.now();
          process.stderr.write(
            `${process.stderr.isTTY ? '\r' : ''}setup: ${seen.size} of ${total} packages${process.stderr.isTTY ? '' : '\n'}`,
          );
        }
        return line.startsWith('npm http');
      },
    },
  );
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  if (code !== 0) {
    const what = code === 127 ? 'npm was not found on PATH' : `npm ci ended with ${code}`;
    throw new SetupProblem(`the npm packages could not be installed: ${what}.\n${trouble}`);
  }
  process.stderr.write(`setup: packages are there, ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
}

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: string[], cpu?: string[] }} Locked
 * @param {string} text
 * @returns {Record<string, Locked>}
 */
function packagesOf(text) {
  return text === '' ? {} : JSON.parse(text).packages;
}

function isForHere(/** @type {Locked} */ { version, os, cpu }) {
  return version !== undefined && (!os || os.includes(process.platform)) && (!cpu || cpu.includes(process.arch));
}

function read(/** @type {string} */ path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return '';
    throw error;
  }
}
