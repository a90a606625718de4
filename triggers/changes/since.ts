import { isNumber } from '../arguments/readable.ts';
import type { Tracker } from './contract.ts';
import { sameValue } from './same-value.ts';

/** Since when a value is known to be what it is, without a gap. */
interface Since {
  readonly at: number;
  /** It changed then; else it may have been the same before. */
  readonly isChange: boolean;
}

/** Remembers since when a value is the same: `[at, 1 for a change]`. */
export const SINCE: Tracker = {
  key: 'since',
  advance(mark, { before, now }) {
    if (!now) return undefined;
    const hadGap = !before || before.v === null || before.v === undefined || (before.until ?? Infinity) < now.at;
    if (hadGap) return [now.at, 0];
    return sameValue(before.v, now.v) ? (mark ?? [before.at, 0]) : [now.at, 1];
  },
};

/** Reads what `SINCE` keeps; where it keeps nothing yet, a value is known since it was said. */
export function sinceOf(mark: unknown, saidAt: number | undefined): Since | undefined {
  if (Array.isArray(mark) && isNumber(mark[0])) return { at: mark[0], isChange: mark[1] === 1 };
  return isNumber(saidAt) ? { at: saidAt, isChange: false } : undefined;
}
