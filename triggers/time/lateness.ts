/** The written rule on time: how far a signal's `at` may be from the engine's clock. `docs/signals.md` explains it. */
export const TIME_RULE = {
  /** Further ahead is refused; less counts as now. */
  aheadMs: 5 * 60_000,
  /** Older is late: it may update what is known, but wakes nothing. */
  lateMs: 15 * 60_000,
  /** Older is refused. */
  oldestMs: 7 * 86_400_000,
} as const;

/** Whether a signal comes too late to wake anything. It still updates what is known, where nothing newer is. */
export function isLate(at: number, now: number): boolean {
  return now - at > TIME_RULE.lateMs;
}
