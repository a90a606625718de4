import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { systemPackage } from './system-package.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ON_MACOS = ['Chromium.app/Contents/MacOS/Chromium', 'Google Chrome.app/Contents/MacOS/Google Chrome'];

/** Where a Chromium is that tests may start; undefined: there is none. */
export function chromiumPath() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = [
    ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...ON_MACOS.map((app) => join('/Applications', app)),
  ];
  return candidates.find(isExecutable);
}

/**
 * Sees to a Chromium for the tests in a browser: installs it as `redis-server` is. Where that cannot be, it
 * says what is left out and how to have it: nothing else needs a browser.
 */
export async function ensureChromium() {
  if (chromiumPath() !== undefined) return;
  const way = await systemPackage({ apt: 'chromium', brew: '--cask chromium' });
  if (!way?.mayInstall) return sayLeftOut(way?.command ?? 'your package manager');
  process.stderr.write(`setup: installing chromium with \`${way.command}\`, for the tests of the console only\n`);
  await way.install();
  if (chromiumPath() === undefined) sayLeftOut(way.command);
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
