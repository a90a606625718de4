/**
 * Creates keys that sort by time, also beside those of other tabs: milliseconds, a counter within one, and a mark of
 * this tab. A clock that goes back does not take them back.
 */
export function createKeyMaker(now: () => number, random: () => number): () => string {
  const mark = Math.floor(random() * 36 ** 4)
    .toString(36)
    .padStart(4, '0');
  let last = 0;
  let count = 0;
  return () => {
    const ms = Math.max(last, now());
    count = ms === last ? count + 1 : 0;
    last = ms;
    return ms.toString(36).padStart(9, '0') + count.toString(36).padStart(4, '0') + mark;
  };
}
