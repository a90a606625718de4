import type { EffectPlan, EffectPoint, GroupHour, GroupSums } from './contract.ts';
import { followPair, type Pair } from './pair.ts';
import { evidenceOfSkew, SKEWED_FROM } from './split.ts';
import { joinSums, NO_CUSTOMERS } from './sums.ts';
import { EARLY_RISK, errorsForAll, FINAL_RISK } from './sureness.ts';

const HOUR_MS = 3_600_000;
/** The points of the curve over a whole period, at most. */
const MOST_POINTS = 60;

/** What was seen on the way through the hours of a period. */
export interface WalkedPeriod {
  readonly message: GroupSums;
  readonly control: GroupSums;
  /** All of the message group against the control group. */
  readonly all: Pair;
  /** Each variant; empty where there are not at least two. */
  readonly variants: readonly FollowedVariant[];
  readonly skewedAt: number | undefined;
  readonly course: readonly EffectPoint[];
}

export interface FollowedVariant {
  readonly variant: string;
  readonly pair: Pair;
  readonly sums: GroupSums;
}

/** Walks through the hours in their order and looks after each, and once more at the planned end when it is reached. */
export function walkThrough(hours: readonly GroupHour[], plan: EffectPlan): WalkedPeriod {
  const all = followPair(EARLY_RISK);
  const variants = followVariants(hours);
  const course: EffectPoint[] = [];
  let [message, control, skewedAt]: [GroupSums, GroupSums, number | undefined] = [
    NO_CUSTOMERS,
    NO_CUSTOMERS,
    undefined,
  ];

  const look = (at: number) => {
    all.look(message, control, at);
    for (const { pair, sums } of variants) pair.look(sums, control, at);
    if (skewedAt === undefined && isSkewed(message, control, plan.controlShare)) skewedAt = at;
    if (all.difference && at >= (course.at(-1)?.at ?? 0) + gapOf(plan)) course.push({ at, ...all.difference });
  };

  for (const [i, hour] of hours.entries()) {
    if (hour.group === 'control') control = joinSums(control, hour);
    else {
      message = joinSums(message, hour);
      const own = variants.find(({ variant }) => variant === hour.variant);
      if (own) own.sums = joinSums(own.sums, hour);
    }
    if (hours[i + 1]?.hour !== hour.hour) look(hour.hour + HOUR_MS);
  }
  if (plan.ripeAt >= plan.until) {
    all.end(message, control, plan.until, errorsForAll([message.customers], control.customers, FINAL_RISK));
    const sizes = variants.map(({ sums }) => sums.customers);
    const errors = errorsForAll(sizes, control.customers, FINAL_RISK);
    for (const { pair, sums } of variants) pair.end(sums, control, plan.until, errors);
  }
  const last = hours.at(-1);
  if (all.difference && last) {
    const at = Math.min(plan.until, last.hour + HOUR_MS);
    if (course.at(-1)?.at === at) course.pop();
    course.push({ at, ...all.difference });
  }
  return { message, control, all, variants, skewedAt, course };
}

function followVariants(hours: readonly GroupHour[]): { variant: string; pair: Pair; sums: GroupSums }[] {
  const ofMessage = hours.filter(({ group, variant }) => group === 'message' && variant !== '');
  const names = [...new Set(ofMessage.map(({ variant }) => variant))].sort();
  if (names.length < 2) return [];
  return names.map((variant) => ({ variant, pair: followPair(EARLY_RISK / names.length), sums: NO_CUSTOMERS }));
}

function isSkewed(message: GroupSums, control: GroupSums, share: number): boolean {
  return share > 0 && share < 1 && evidenceOfSkew(message.customers, control.customers, share) >= SKEWED_FROM;
}

function gapOf({ from, until }: EffectPlan): number {
  return Math.max(HOUR_MS, (until - from) / MOST_POINTS);
}
