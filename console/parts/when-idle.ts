/** The latest moment, for a browser that has no end of things to do. */
const AT_THE_LATEST_MS = 250;
const SOON_MS = 30;

/** Calls back once the page is painted and the browser has nothing to do; returns the function that calls it off. */
export function whenIdle(then: () => void): () => void {
  // Safari does not tell.
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(then, SOON_MS);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(then, { timeout: AT_THE_LATEST_MS });
  return () => cancelIdleCallback(asked);
}
