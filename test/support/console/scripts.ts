import type { Page } from 'playwright-core';
import type { SignalClock } from '../../../engine/clock.ts';

/*
 * What runs in the page beside the console's own scripts. Playwright hands it over as the debugger does, so the page's
 * policy does not hold it back. It is text, because the tests are compiled without the types of a browser.
 */

/** What a person did so far, counted. */
export interface Steps {
  readonly clicks: number;
  readonly keys: number;
}

/** Counts what a person does, by the events that the page gets. */
export async function countSteps(page: Page): Promise<Steps> {
  const steps = { clicks: 0, keys: 0 };
  await page.exposeBinding('__kairosStep', (_source, kind: 'clicks' | 'keys') => {
    steps[kind] += 1;
  });
  await page.addInitScript(`
    addEventListener('pointerdown', (event) => event.isTrusted && __kairosStep('clicks'), true);
    addEventListener('keydown', (event) => event.isTrusted && __kairosStep('keys'), true);
  `);
  return steps;
}

/**
 * Gives the page the engine's time, which the test moves: `an hour ago` means the same to both. The returned function
 * takes a clock's time for the pages that are loaded from then on.
 */
export function shiftTime(page: Page): (clock: SignalClock) => Promise<void> {
  let script: { dispose(): Promise<void> } | undefined;
  return async (clock) => {
    await script?.dispose();
    script = await page.addInitScript(`{
      const Real = Date;
      const ahead = ${clock.now() - Date.now()};
      globalThis.Date = class Date extends Real {
        constructor(...given) {
          if (given.length === 0) super(Real.now() + ahead);
          else super(...given);
        }
        static now() {
          return Real.now() + ahead;
        }
      };
    }`);
  };
}
