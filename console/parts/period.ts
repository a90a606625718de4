import { addDays, dateIn, daysBetween, mondayOf, startOfDate } from './zone-days.ts';

/** Periods that have a name; each is made of whole days. */
export const NAMED_PERIODS = ['today', 'yesterday', '7d', 'last-week', '28d', '90d'] as const;
export type PeriodName = (typeof NAMED_PERIODS)[number];
export const BUCKETS = ['hour', 'day', 'week'] as const;
export type Bucket = (typeof BUCKETS)[number];

/** A time from one instant up to another. */
export interface Span {
  /** As questions take it: a date, or milliseconds since 1970. */
  readonly from: string;
  /** A date is within it, milliseconds are its end. */
  readonly to: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The period that a page shows. */
export interface Period extends Span {
  /** Absent: days of its own. */
  readonly name?: PeriodName;
  /** As many days before it. */
  readonly before: Span;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Reads the period of an address: `period`, or `from` and `to`; without them, or with what cannot be read, seven days.
 */
export function periodIn(search: Readonly<Record<string, string>>, zone: string, now: number): Period {
  const today = dateIn(zone, now);
  const { from = '', to = '' } = search;
  if (isTime(from)) {
    const end = isTime(to) ? to : today;
    const span = spanOf(from, end, zone);
    if (span.fromMs < span.toMs) return { ...span, before: beforeOf(span, zone) };
  }
  const name = NAMED_PERIODS.find((one) => one === search.period) ?? '7d';
  const [first, last] = daysOf(name, today);
  const span = spanOf(first, last, zone);
  return { ...span, name, before: beforeOf(span, zone) };
}

/** The hours, days or weeks of a span, each with what belongs to it. */
export function bucketsOf(span: Span, bucket: Bucket, zone: string): readonly { at: number; until: number }[] {
  const buckets: { at: number; until: number }[] = [];
  if (bucket === 'hour') {
    const hour = 3_600_000;
    for (let at = Math.floor(span.fromMs / hour) * hour; at < span.toMs; at += hour)
      buckets.push({ at, until: at + hour });
    return buckets;
  }
  const days = bucket === 'day' ? 1 : 7;
  let date = dateIn(zone, span.fromMs);
  if (bucket === 'week') date = mondayOf(date);
  for (let at = startOfDate(zone, date); at < span.toMs; ) {
    date = addDays(date, days);
    const until = startOfDate(zone, date);
    buckets.push({ at, until });
    at = until;
  }
  return buckets;
}

/** The parts of a period that suit it, the best first. */
export function bucketFor({ fromMs, toMs }: Span): Bucket {
  const days = (toMs - fromMs) / 86_400_000;
  return days <= 2.1 ? 'hour' : days <= 62 ? 'day' : 'week';
}

function daysOf(name: PeriodName, today: string): readonly [first: string, last: string] {
  if (name === 'today') return [today, today];
  if (name === 'yesterday') return [addDays(today, -1), addDays(today, -1)];
  if (name === 'last-week') return [addDays(mondayOf(today), -7), addDays(mondayOf(today), -1)];
  return [addDays(today, 1 - Number.parseInt(name, 10)), today];
}

function spanOf(from: string, to: string, zone: string): Span {
  return {
    ...{ from, to },
    fromMs: DATE.test(from) ? startOfDate(zone, from) : Number(from),
    toMs: DATE.test(to) ? startOfDate(zone, addDays(to, 1)) : Number(to),
  };
}

function beforeOf({ from, to, fromMs, toMs }: Span, zone: string): Span {
  if (!DATE.test(from) || !DATE.test(to)) {
    return spanOf(String(Math.max(0, 2 * fromMs - toMs)), String(fromMs), zone);
  }
  const days = daysBetween(from, to) + 1;
  return spanOf(addDays(from, -days), addDays(from, -1), zone);
}

function isTime(text: string): boolean {
  if (DATE.test(text)) return !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
  return /^\d{1,13}$/.test(text);
}
