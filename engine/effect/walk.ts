import type { EffectPlan, EffectPoint, GroupHour, Tally } from './contract.ts';
import { followPair, type Pair } from './pair.ts';
import { evidenceOfSkew, SKEWED_FROM } from './split.ts';
import { EARLY_RISK, errorsForAll, FINAL_RISK } from './sureness.ts';
import { joinTallies, NO_TALLY } from './tally.ts';

const HOUR_MS = 3_600_000;
/** The points of the curve over a whole period, at most. */
const MOST_POINTS = 60;

/** What was seen on the way through the hours of a period. */
export interface Walk {
  readonly message: Tally;
  readonly control: Tally;
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
  readonly tally: Tally;
}

/** Walks through the hours in their order and looks after each, and once more at the planned end when it is reached. */
export function walkThrough(hours: readonly GroupHour[], plan: EffectPlan): Walk {
  const all = followPair(EARLY_RISK);
  const variants = followVariants(hours);
  const course: EffectPoint[] = [];
  let [message, control, skewedAt]: [Tally, Tally, number | undefined] = [NO_TALLY, NO_TALLY, undefined];

  const look = (at: number) => {
    all.look(message, control, at);
    for (const { pair, tally } of variants) pair.look(tally, control, at);
    if (skewedAt === undefined && isSkewed(message, control, plan.controlShare)) skewedAt = at;
    if (all.difference && at >= (course.at(-1)?.at ?? 0) + gapOf(plan)) course.push({ at, ...all.difference });
  };

  for (const [i, hour] of hours.entries()) {
    if (hour.group === 'control') control = joinTallies(control, hour);
    else {
      message = joinTallies(message, hour);
      const own = variants.find(({ variant }) => variant === hour.variant);
      if (own) own.tally = joinTallies(own.tally, hour);
    }
    if (hours[i + 1]?.hour !== hour.hour) look(hour.hour + HOUR_MS);
  }
  if (plan.ripeAt >= plan.until) {
    all.end(message, control, plan.until, errorsForAll([message.customers], control.customers, FINAL_RISK));
    const sizes = variants.map(({ tally }) => tally.customers);
    const errors = errorsForAll(sizes, control.customers, FINAL_RISK);
    for (const { pair, tally } of variants) pair.end(tally, control, plan.until, errors);
  }
  const last = hours.at(-1);
  if (all.difference && last) {
    const at = Math.min(plan.until, last.hour + HOUR_MS);
    if (course.at(-1)?.at === at) course.pop();
    course.push({ at, ...all.difference });
  }
  return { message, control, all, variants, skewedAt, course };
}

function followVariants(hours: readonly GroupHour[]): { variant: string; pair: Pair; tally: Tally }[] {
  const ofMessage = hours.filter(({ group, variant }) => group === 'message' && variant !== '');
  const names = [...new Set(ofMessage.map(({ variant }) => variant))].sort();
  if (names.length < 2) return [];
  return names.map((variant) => ({ variant, pair: followPair(EARLY_RISK / names.length), tally: NO_TALLY }));
}

function isSkewed(message: Tally, control: Tally, share: number): boolean {
  return share > 0 && share < 1 && evidenceOfSkew(message.customers, control.customers, share) >= SKEWED_FROM;
}

function gapOf({ from, until }: EffectPlan): number {
  return Math.max(HOUR_MS, (until - from) / MOST_POINTS);
}
