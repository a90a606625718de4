import { ensureConsole } from '../../../cli/setup/console.mjs';
import { DAY_MS } from '../../../triggers/time/spans.ts';
import { startTestEngine, type TestEngine, type TestEngineOptions } from '../engine.ts';
import { root } from '../sources.ts';
import { launchWholeBrowser } from './browser.ts';
import { type Person, signInAs } from './people.ts';
import { sharedPort, sharedWindows } from './shared-windows.ts';
import { openVisit, type Visit, type VisitOptions } from './visit.ts';
import { type Windows, windowsOf } from './windows.ts';

/**
 * The console as one test file uses it: an engine on real Redis and ClickHouse, with the sample workspace unless told
 * otherwise, and a Chromium. Visits share both; each is a browser of its own to the console.
 */
export interface TestConsole {
  readonly engine: TestEngine;
  /** Opens a browser in which this person is signed in already: no click is counted for it. */
  visit(person: Person, options?: VisitOptions): Promise<Visit>;
  /** Opens a browser in which no person is signed in. */
  visitAsStranger(options?: VisitOptions): Promise<Visit>;
  close(): Promise<void>;
}

export interface TestConsoleOptions extends TestEngineOptions {
  /** In the browser that people have, whose times are theirs. */
  readonly asPeopleHaveIt?: boolean;
}

/**
 * Builds the console when its sources have changed, then starts an engine, and a browser where none is kept: the next
 * console of this process has the same address, so that the windows at it have its scripts already.
 */
export async function startConsole({ env, asPeopleHaveIt, ...options }: TestConsoleOptions = {}): Promise<TestConsole> {
  await ensureConsole(root);
  const port = asPeopleHaveIt ? 0 : await sharedPort();
  const sample = { KAIROS_WORKSPACE: 'config/sample', KAIROS_CONSOLE_PORT: String(port) };
  const engine = await startTestEngine({ ...options, env: { ...sample, ...env } });
  let windows: Windows;
  let end: () => Promise<void>;
  try {
    if (asPeopleHaveIt) {
      const browser = await launchWholeBrowser();
      windows = windowsOf(browser, engine.consoleUrl, 'whole');
      end = () => browser.close();
    } else {
      windows = await sharedWindows(engine.consoleUrl);
      end = windows.rest;
    }
  } catch (cause) {
    await engine.close();
    throw cause;
  }
  const visitAsStranger = (visitOptions?: VisitOptions) => openVisit(windows, engine, visitOptions);
  return {
    engine,
    visitAsStranger,
    async visit(person, visitOptions) {
      const cookie = await signInAs(engine, person);
      const visit = await visitAsStranger(visitOptions);
      await visit.page.context().addCookies([{ ...cookie, url: engine.consoleUrl, expires: inADay() }]);
      return visit;
    },
    async close() {
      await end();
      await engine.close();
    },
  };
}

/** By the browser's own time, which is no clock of a test. */
function inADay(): number {
  return Math.floor((Date.now() + DAY_MS) / 1_000);
}
