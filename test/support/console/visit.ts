import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { TestEngine } from '../engine.ts';
import { findHindrances } from './accessible.ts';
import { takePictures } from './pictures.ts';
import type { WindowOptions, Windows } from './windows.ts';

export type VisitOptions = WindowOptions;

/** One browser at the console, and what it did so far. Its page has the engine's time. */
export interface Visit {
  readonly page: Page;
  /** Pointer clicks and taps so far, by the page's own events. */
  readonly clicks: number;
  /** Keys pressed so far. `write` and Playwright's `fill` press none. */
  readonly keys: number;
  /** Goes to an address of the console and waits for the page's title. */
  open(address: string): Promise<void>;
  /** Clicks a field and replaces its text: one click, as for a person. */
  write(field: Locator, text: string): Promise<void>;
  /** Takes away the files that the browser keeps, as in one that was never here; the open page keeps its own. */
  forgetFiles(): Promise<void>;
  /** Lets faults pass that a test provokes, such as an engine that is away. */
  forgive(fault: RegExp): void;
  /**
   * Takes the errors in the page, the requests to other hosts and the breaches of the page's policy since the last
   * call.
   */
  takeViolations(): readonly string[];
  /** Fails for any of them since the last call. */
  expectNoViolation(): void;
  /** Fails for a serious hindrance for people with disabilities, in light and in dark. */
  expectAccessible(): Promise<void>;
  /**
   * With `KAIROS_SCREENSHOTS=1` writes `docs/console/NAME-{light,dark}-{en,de}.png` of what is shown; else does
   * nothing.
   */
  screenshot(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Answers that pages are written for. */
const REFUSAL = /^Failed to load resource: .* 4\d\d \(/;

/** Takes a window at the console; nothing is loaded yet. It goes back when the visit closes. */
export async function openVisit(
  windows: Windows,
  { consoleUrl, clock }: Pick<TestEngine, 'consoleUrl' | 'clock'>,
  options: VisitOptions = {},
): Promise<Visit> {
  const window = await windows.take(options);
  const { page, steps, faults, move } = window;
  const forgiven: RegExp[] = [REFUSAL];
  const takeViolations = () => faults.splice(0).filter((fault) => !forgiven.some((pattern) => pattern.test(fault)));
  return {
    page,
    get clicks() {
      return steps.clicks;
    },
    get keys() {
      return steps.keys;
    },
    async open(address) {
      await move(clock);
      await page.goto(consoleUrl + address);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
    },
    async write(field, text) {
      await field.click();
      await field.fill(text);
    },
    async forgetFiles() {
      const session = await page.context().newCDPSession(page);
      await session.send('Network.clearBrowserCache');
      await session.detach();
    },
    forgive: (fault) => void forgiven.push(fault),
    takeViolations,
    expectNoViolation: () => expect(takeViolations()).toEqual([]),
    expectAccessible: async () => expect(await findHindrances(page)).toEqual([]),
    screenshot: (name) => takePictures(page, name, options.language ?? 'en'),
    close: () => windows.giveBack(window),
  };
}
