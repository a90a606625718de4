import { type Browser, chromium } from 'playwright-core';
import { describe } from 'vitest';
import { chromiumPath } from '../../../cli/setup/chromium.mjs';

/** Software draws the map, as there is no graphics card here; pages are put together without it, which takes less. */
const ARGS = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-gpu-compositing'];

/** Describes tests that need a browser; skips them on a machine that has none. */
export const describeInBrowser = describe.skipIf(chromiumPath() === undefined);

/** Starts a Chromium without a window. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath()!, args: ARGS });
}
