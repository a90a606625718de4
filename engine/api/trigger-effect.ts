import type { Trigger } from '../../triggers/contract.ts';
import type { ComparedGroup, Comparisons, Effect, EffectPlan, GroupHour } from '../effect/contract.ts';
import { findEffect } from '../effect/effect.ts';
import type { Queries } from '../outcomes/contract.ts';

const DAY_MS = 86_400_000;
/** More rows than the longest period has hours, groups and variants. */
const MOST_ROWS = 50_000;

/** What is asked about a trigger's effect. */
export interface EffectQuestion {
  readonly trigger: Trigger;
  /** Empty: the primary one. */
  readonly goal: string;
  /** Where the period begins; undefined: at the first exposure from `notBefore` on. */
  readonly from: number | undefined;
  readonly notBefore: number;
  readonly days: number;
  readonly worthwhile: number;
  readonly now: number;
}

/** Another goal, or a guard rail, of the same customers. It does not decide. */
export interface GoalEffect {
  readonly goal: string;
  readonly compared?: Comparisons | undefined;
}

/** The effect of a trigger over a planned period. */
export interface TriggerEffect {
  /** Absent: the trigger has no goal. */
  readonly goal?: string | undefined;
  readonly withinMs?: number | undefined;
  readonly plan?: EffectPlan | undefined;
  readonly effect?: Effect | undefined;
  readonly others: readonly GoalEffect[];
}

/** Asks what a trigger caused: of one goal whole, of its other goals and guard rails the comparison. */
export async function askEffect(run: Queries['run'], question: EffectQuestion): Promise<TriggerEffect> {
  const { trigger, goal, now } = question;
  const { goals = [], definition } = trigger;
  const asked = goals.find(({ name, isPrimary }) => (goal === '' ? isPrimary : name === goal));
  if (!asked) return { others: [] };

  const first = question.from ?? question.notBefore;
  const ask = async ({ name, withinMs }: (typeof goals)[number]) => {
    const to = Math.max(first, now - withinMs);
    const { rows } = await run('effect', { trigger: definition.name, goal: name, from: first, to, limit: MOST_ROWS });
    return { goal: name, withinMs, hours: rows.map(hourOf), ripeAt: to };
  };
  const [found, ...others] = await Promise.all([ask(asked), ...goals.filter((one) => one !== asked).map(ask)]);
  const from = question.from ?? Math.max(first, found.hours[0]?.hour ?? now);
  const until = from + question.days * DAY_MS;
  const compare = ({ hours, ripeAt }: Awaited<ReturnType<typeof ask>>) => {
    const { worthwhile } = question;
    const plan = {
      from,
      until,
      ripeAt: Math.max(from, Math.min(ripeAt, until)),
      controlShare: definition.holdout,
      worthwhile,
    };
    return { plan, effect: findEffect(hours, plan) };
  };
  return {
    goal: found.goal,
    withinMs: found.withinMs,
    ...compare(found),
    others: others.map((one) => ({ goal: one.goal, compared: compare(one).effect.compared })),
  };
}

function hourOf(row: Readonly<Record<string, unknown>>): GroupHour {
  const number = (name: string) => Number(row[name]);
  return {
    ...{ hour: number('hour'), group: row.group as ComparedGroup, variant: String(row.variant) },
    ...{ customers: number('customers'), converted: number('converted') },
    ...{ sum: number('sum'), squares: number('squares'), cubes: number('cubes') },
  };
}
