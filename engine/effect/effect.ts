import type { Comparison, Comparisons, Effect, EffectPlan, GroupHour } from './contract.ts';
import { foresee } from './prospect.ts';
import { joinSums } from './sums.ts';
import { pronounce } from './verdict.ts';
import { walkThrough } from './walk.ts';

const DAY_MS = 86_400_000;

/**
 * Compares the message group with the control group. It looks after each hour as a person might have, so that what it
 * says now agrees with what it said then.
 */
export function findEffect(hours: readonly GroupHour[], plan: EffectPlan): Effect {
  const counted = hours.filter(({ hour }) => hour < plan.until).sort((one, other) => one.hour - other.hour);
  const { message, control, all, variants, skewedAt, course } = walkThrough(counted, plan);
  const both = joinSums(message, control);
  const isFinal = plan.ripeAt >= plan.until;
  const isComparable =
    plan.controlShare > 0 && skewedAt === undefined && message.customers > 0 && control.customers > 0;
  const weeks = Math.max(1 / 168, daysOf(plan) / 7);
  const outcome = {
    split: { expected: plan.controlShare, share: both.customers && control.customers / both.customers, skewedAt },
    groups: { message, control },
    prospect: foresee(both, customersPerDay(counted, plan), plan),
    isFinal,
    compared: isComparable ? judge(all.result(message, control, weeks), plan) : undefined,
  };
  return {
    ...outcome,
    verdict: pronounce(outcome, plan),
    variants: isComparable
      ? variants.map(({ variant, pair, sums }) => ({
          variant,
          sums,
          ...judge(pair.result(sums, control, weeks), plan),
        }))
      : [],
    course: isComparable ? course : [],
  };
}

/** Takes out what was seen where the period is not the planned one. */
function judge({ conversion, value }: Comparisons, { isPlanned }: EffectPlan): Comparisons {
  const withoutSeen = ({ seenAt: _, ...one }: Comparison): Comparison => ({ ...one, seen: 'unplanned' });
  return isPlanned ? { conversion, value } : { conversion: withoutSeen(conversion), value: withoutSeen(value) };
}

/** How many customers came a day in the last week, or since the beginning when that is shorter. */
function customersPerDay(hours: readonly GroupHour[], plan: EffectPlan): number {
  const days = Math.min(7, daysOf(plan));
  const since = Math.min(plan.ripeAt, plan.until) - days * DAY_MS;
  const lately = hours.reduce((sum, { hour, customers }) => sum + (hour >= since ? customers : 0), 0);
  return days > 0 ? lately / days : 0;
}

/** The days of the period so far. */
function daysOf({ from, until, ripeAt }: EffectPlan): number {
  return Math.max(0, Math.min(ripeAt, until) - from) / DAY_MS;
}
