import type { UnfollowedRevision } from './definitions/contract.ts';

/**
 * An engine that is behind for this long will not follow by itself: the largest publish takes ten seconds to compile.
 */
const FOLLOWS_WITHIN_MS = 30_000;

/**
 * Returns a function that says why this engine does not follow the published definitions; undefined: it follows, or
 * will soon. Call it at even intervals, as it measures how long the engine is behind. `nowMs` never goes back.
 */
export function createFollowCheck(
  behind: () => UnfollowedRevision | undefined,
  nowMs: () => number,
): () => string | undefined {
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
