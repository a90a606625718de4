const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** A period that is looked at: where it begins, and for how many days. */
export interface PeriodOfEffect {
  readonly from: number;
  readonly days: number;
}

/** What was laid down before anybody looked: when the comparison begins, and how long a period of it lasts. */
export interface LaidDown {
  /** Undefined: nobody has come yet. */
  readonly beginning: number | undefined;
  readonly plannedDays: number;
}

/**
 * Whether a period is a planned one: as long as laid down, and begun with the comparison or where an earlier planned
 * period ended. Of any other the answer would be one of many that could have been looked for.
 */
export function isPlannedPeriod({ from, days }: PeriodOfEffect, { beginning, plannedDays }: LaidDown): boolean {
  if (beginning === undefined || !isSameLength(days, plannedDays)) return false;
  if (from === beginning) return true;
  const before = Math.floor((from - beginning) / (plannedDays * DAY_MS));
  return before >= 1 && from === endOf({ from: beginning, days: before * plannedDays });
}

/** Returns the end of a period: customers are counted by the hour, so it ends with an hour. */
export function endOf({ from, days }: PeriodOfEffect): number {
  return Math.ceil((from + Math.round(days * DAY_MS)) / HOUR_MS) * HOUR_MS;
}

/** Whether two lengths are the same to the second; a part of a day may have been rounded on its way. */
export function isSameLength(days: number, others: number): boolean {
  return Math.abs(days - others) * DAY_MS < 1_000;
}
