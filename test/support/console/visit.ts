import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { TestEngine } from '../engine.ts';
import { findHindrances } from './accessible.ts';
import { takePictures } from './pictures.ts';
import { countSteps, shiftTime } from './scripts.ts';

export interface VisitOptions {
  /** English unless told otherwise. */
  readonly language?: 'en' | 'de';
  /** A phone's screen of 390 × 844; else 1,280 × 800. */
  readonly phone?: boolean;
}

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

/** A step that takes longer is told by its name, and not as a test that took too long. */
const STEP_MS = 15_000;
/** Answers that pages are written for. */
const REFUSAL = /^Failed to load resource: .* 4\d\d \(/;

/** Opens a browser window at the console; nothing is loaded yet. */
export async function openVisit(
  browser: Browser,
  engine: Pick<TestEngine, 'consoleUrl' | 'clock'>,
  { language = 'en', phone = false }: VisitOptions,
): Promise<Visit> {
  const context: BrowserContext = await browser.newContext({
    locale: language === 'de' ? 'de-DE' : 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: phone ? { width: 390, height: 844 } : { width: 1_280, height: 800 },
    hasTouch: phone,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(STEP_MS);
  const page = await context.newPage();
  const faults: string[] = [];
  const forgiven: RegExp[] = [REFUSAL];
  const steps = await countSteps(page);
  const move = await shiftTime(page, engine.clock);
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => {
    // What the policy of the page refuses is an error here too.
    if (message.type() === 'error') faults.push(`${message.text()} ${message.location().url}`.trimEnd());
  });
  page.on('request', (request) => {
    const url = request.url();
    if (/^(https?|wss?):/.test(url) && !url.startsWith(engine.consoleUrl)) faults.push(`a request to ${url}`);
  });
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
      await move();
      await page.goto(engine.consoleUrl + address);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
    },
    async write(field, text) {
      await field.click();
      await field.fill(text);
    },
    forgive: (fault) => void forgiven.push(fault),
    takeViolations,
    expectNoViolation: () => expect(takeViolations()).toEqual([]),
    expectAccessible: async () => expect(await findHindrances(page)).toEqual([]),
    screenshot: (name) => takePictures(page, name, language),
    close: () => context.close(),
  };
}
