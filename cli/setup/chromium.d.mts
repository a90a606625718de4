/** Where a Chromium is that tests may start; undefined: there is none. */
export function chromiumPath(): string | undefined;
/** Sees to a Chromium for the test in a browser; where that cannot be, says what is left out. */
export function ensureChromium(): Promise<void>;
