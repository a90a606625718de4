/** Where a Chromium is that tests may start; undefined: there is none. */
export function chromiumPath(): string | undefined;
/** Where the Chromium without windows of its own is, which takes less to open pages; undefined: there is none. */
export function headlessShellPath(): string | undefined;
/** Sees to a Chromium for the tests in a browser; where that cannot be, says what is left out. */
export function ensureChromium(): Promise<void>;
