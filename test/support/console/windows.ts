import { env } from 'node:process';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { SignalClock } from '../../../engine/clock.ts';
import { countSteps, type Steps, shiftTime } from './scripts.ts';

export interface WindowOptions {
  /** English unless told otherwise. */
  readonly language?: 'en' | 'de';
  /** A phone's screen of 390 × 844; else 1,280 × 800. */
  readonly phone?: boolean;
}

/** A browser to the console, with one page. */
export interface Window {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly options: WindowOptions;
  readonly steps: Steps;
  /** Errors in the page, what its policy refused, and requests to other hosts. */
  readonly faults: string[];
  /** Gives the pages that are loaded from now on the time of an engine. */
  readonly move: (clock: SignalClock) => Promise<void>;
}

/** The windows at one address, where one console after another may be. */
export interface Windows {
  /** A window in which nothing is loaded, kept or signed in. */
  take(options: WindowOptions): Promise<Window>;
  /** Empties it for the next who takes one; closes it where that cannot be. */
  giveBack(window: Window): Promise<void>;
  /** Takes back whatever is out, and keeps one of each kind for the next console at the address. */
  rest(): Promise<void>;
}

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1_280, height: 800 };
/**
 * How many dots each way are painted for a pixel of CSS. What lies where is measured in pixels of CSS, whatever that
 * number is: half of one makes a fifth less work of a page with a map. Pictures and measurements have whole ones.
 */
const DOTS = { few: env.KAIROS_SCREENSHOTS === '1' ? 1 : 0.5, whole: 1 } as const;
/** A step that takes longer is told by its name, and not as a test that took too long. */
const STEP_MS = 15_000;

/**
 * Opens the windows of a browser. One that was given back serves again: a new one starts a process and compiles all
 * scripts anew, which takes three times what the page itself takes (docs/decisions/0085).
 */
export function windowsOf(browser: Browser, consoleUrl: string, dots: keyof typeof DOTS): Windows {
  const idle = new Map<string, Window[]>();
  const out = new Set<Window>();
  const idleLike = (options: WindowOptions) => {
    const key = JSON.stringify([options.language, options.phone]);
    return idle.get(key) ?? idle.set(key, []).get(key)!;
  };
  const giveBack = async (window: Window) => {
    out.delete(window);
    try {
      await empty(window, consoleUrl);
      idleLike(window.options).push(window);
    } catch {
      // Its engine may be gone, or its page: the next taker gets a new one.
      await window.context.close();
    }
  };
  return {
    async take(options) {
      const window = idleLike(options).pop() ?? (await openWindow(browser, consoleUrl, dots, options));
      out.add(window);
      return window;
    },
    giveBack,
    async rest() {
      for (const window of out) await giveBack(window);
      for (const alike of idle.values()) for (const window of alike.splice(1)) await window.context.close();
    },
  };
}

async function openWindow(
  browser: Browser,
  consoleUrl: string,
  dots: keyof typeof DOTS,
  options: WindowOptions,
): Promise<Window> {
  const context = await browser.newContext({
    locale: options.language === 'de' ? 'de-DE' : 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: options.phone ? PHONE : DESK,
    hasTouch: options.phone ?? false,
    reducedMotion: 'reduce',
    deviceScaleFactor: DOTS[dots],
  });
  context.setDefaultTimeout(STEP_MS);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => {
    // What the policy of the page refuses is an error here too.
    if (message.type() === 'error') faults.push(`${message.text()} ${message.location().url}`.trimEnd());
  });
  page.on('request', (request) => {
    const url = request.url();
    if (/^(https?|wss?):/.test(url) && !url.startsWith(consoleUrl)) faults.push(`a request to ${url}`);
  });
  const steps = await countSteps(page);
  return { page, context, options, steps, faults, move: shiftTime(page) };
}

/** Takes away what a visit left: its session, what the page kept, its other pages, and what a test set in it. */
async function empty({ page, context, options, steps, faults }: Window, consoleUrl: string): Promise<void> {
  for (const other of context.pages()) if (other !== page) await other.close();
  for (const event of ['dialog', 'response']) page.removeAllListeners(event);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await context.setOffline(false);
  await context.clearCookies();
  // A page of the same origin that is none of the console's: nothing in it writes while it is emptied.
  await page.goto(`${consoleUrl}/assets/none`);
  await page.evaluate('{ localStorage.clear(); sessionStorage.clear(); }');
  await page.emulateMedia({ media: null, colorScheme: 'light' });
  await page.setViewportSize(options.phone ? PHONE : DESK);
  Object.assign(steps, { clicks: 0, keys: 0 });
  faults.length = 0;
}
