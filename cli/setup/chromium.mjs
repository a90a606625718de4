import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';
import { systemPackage } from './system-package.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ON_MACOS = ['Chromium.app/Contents/MacOS/Chromium', 'Google Chrome.app/Contents/MacOS/Google Chrome'];
const SHELL = 'chromium-headless-shell';

/** Where a Chromium is that tests may start; undefined: there is none. */
export function chromiumPath() {
  return onPath(NAMES) ?? ON_MACOS.map((app) => join('/Applications', app)).find(isExecutable);
}

/** Where the Chromium without windows of its own is, which takes less to open pages; undefined: there is none. */
export function headlessShellPath() {
  return onPath([SHELL]);
}

/**
 * Sees to a Chromium for the tests in a browser, and to the one without windows where the system has it: installs them
 * as `redis-server` is. Where that cannot be, it says what is left out and how to have it: nothing else needs one.
 */
export async function ensureChromium() {
  if (chromiumPath() === undefined) {
    const way = await systemPackage({ apt: 'chromium', brew: '--cask chromium' });
    if (!way?.mayInstall) return sayLeftOut(way?.command ?? 'your package manager');
    process.stderr.write(`setup: installing chromium with \`${way.command}\`, for the tests of the console only\n`);
    await way.install();
    if (chromiumPath() === undefined) return sayLeftOut(way.command);
  }
  await ensureHeadlessShell();
}

/** Tests pass without it and take longer: nobody is asked for a password, and no list of packages is fetched for it. */
async function ensureHeadlessShell() {
  if (headlessShellPath() !== undefined || (await run('apt-cache', ['show', SHELL])).code !== 0) return;
  const way = await systemPackage({ apt: SHELL, brew: '' });
  if (!way?.mayInstall || process.getuid?.() !== 0) return;
  process.stderr.write(`setup: installing ${SHELL} with \`${way.command}\`, for the tests of the console only\n`);
  await way.install();
}

function onPath(/** @type {readonly string[]} */ names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
}

function sayLeftOut(/** @type {string} */ command) {
  process.stderr.write(`setup: there is no Chromium: the tests in a browser are skipped. To run it: ${command}\n`);
}

function isExecutable(/** @type {string} */ path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
