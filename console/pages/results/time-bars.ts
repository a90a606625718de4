import { type Bucket, bucketsOf, type Period } from '../../parts/period.ts';
import type { QueryRow } from '../../queries/results.ts';

/** One hour, day or week of a period, with its number and that of as long before. */
export interface TimePart {
  readonly at: number;
  readonly until: number;
  readonly value: number;
  readonly before: number;
  /** The period cuts it, or it is not over. */
  readonly isPartial: boolean;
  /** What of it lies within the period, as questions take it. */
  readonly span: { readonly from: string; readonly to: string };
}

/** Every part of a period in its order, also those in which nothing was counted. */
export function timeParts(
  rows: readonly QueryRow[],
  measure: string,
  period: Period,
  bucket: Bucket,
  zone: string,
  now: number,
): readonly TimePart[] {
  const counts = (isBefore: boolean) =>
    new Map(rows.filter((row) => Boolean(row.is_before) === isBefore).map((row) => [row.at, Number(row[measure])]));
  const [during, earlier] = [counts(false), counts(true)];
  const before = bucketsOf(period.before, bucket, zone);
  return bucketsOf(period, bucket, zone).map(({ at, until }, index) => ({
    ...{ at, until },
    value: during.get(at) ?? 0,
    before: earlier.get(before[index]?.at) ?? 0,
    ...partOf(at, until, period, now),
  }));
}

/** What of an hour, a day or a week lies within a period, and whether that is not all of it, or not over. */
export function partOf(
  at: number,
  until: number,
  { fromMs, toMs }: Pick<Period, 'fromMs' | 'toMs'>,
  now: number,
): Pick<TimePart, 'isPartial' | 'span'> {
  return {
    isPartial: at < fromMs || until > toMs || (at <= now && until > now),
    span: { from: String(Math.max(at, fromMs)), to: String(Math.min(until, toMs)) },
  };
}
