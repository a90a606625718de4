import { createServer } from 'node:net';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { type Windows, windowsOf } from './windows.ts';

/*
 * What the consoles of one process share, one after another: a browser, which ends with the process, and an address. A
 * browser that starts, and reads and compiles the console's scripts, takes as long as a page with a map.
 */

/** Below the ports that systems give to who asks for any. */
const FIRST_PORT = 20_000;
const PORTS = 12_000;
let port = FIRST_PORT + (process.pid % PORTS);
let browser: Browser | undefined;
const windowsAt = new Map<string, Windows>();

/** The port of the console before this one if it is free, else another one for this and the next. */
export async function sharedPort(): Promise<number> {
  while (!(await isFree(port))) port = FIRST_PORT + ((port + 1 - FIRST_PORT) % PORTS);
  return port;
}

/** The windows at an address of the browser that is kept; starts one where there is none, or it has ended. */
export async function sharedWindows(consoleUrl: string): Promise<Windows> {
  if (!browser?.isConnected()) {
    windowsAt.clear();
    browser = await launchBrowser();
  }
  const windows = windowsAt.get(consoleUrl) ?? windowsOf(browser, consoleUrl, 'few');
  windowsAt.set(consoleUrl, windows);
  return windows;
}

function isFree(wanted: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(wanted, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
