/** What is published and does not run here. */
export interface Behind {
  readonly revision: number;
  /** It does not compile on this engine, now or later. */
  readonly isRefused: boolean;
}

/** An engine that is behind for so long is not about to follow: the largest publish takes ten seconds to compile. */
const FOLLOWS_WITHIN_MS = 30_000;

/**
 * Says why an engine does not follow the definitions that are published; undefined: it does, or is about to. Ask again and again: it
 * tells by that how long the engine is behind. `nowMs` never goes back.
 */
export function createFollowing(behind: () => Behind | undefined, nowMs: () => number): () => string | undefined {
  let since: number | undefined;
  return () => {
    const published = behind();
    if (!published) {
      since = undefined;
      return undefined;
    }
    since ??= nowMs();
    if (published.isRefused) return `definitions ${published.revision} do not compile on this engine`;
    if (nowMs() - since > FOLLOWS_WITHIN_MS) return `definitions ${published.revision} are not live on this engine yet`;
    return undefined;
  };
}
