import { type Browser, chromium } from 'playwright-core';
import { describe } from 'vitest';
import { chromiumPath, headlessShellPath } from '../../../cli/setup/chromium.mjs';

/** Software draws the map, as there is no graphics card here; pages are put together without it, which takes less. */
const ARGS = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-gpu-compositing'];
/** A page of a test lives too briefly to earn back what its optimizing compilers cost: a quarter of all its time. */
const BRIEF = ['--js-flags=--no-maglev --no-turbofan'];

/** Describes tests that need a browser; skips them on a machine that has none. */
export const describeInBrowser = describe.skipIf(chromiumPath() === undefined);

/** Starts a Chromium without a window, for pages that are opened briefly (docs/decisions/0085). */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: headlessShellPath() ?? chromiumPath()!, args: [...ARGS, ...BRIEF] });
}

/** Starts the Chromium that people have: for what is measured, and for push, which the brief one lacks. */
export function launchWholeBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath()!, args: ARGS });
}
