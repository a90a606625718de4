import type { Trigger } from '../../triggers/contract.ts';
import type { OpenDefinitions } from '../definitions/contract.ts';
import type { ComparedGroup, Comparisons, Effect, EffectPlan, GroupHour, Verdict } from '../effect/contract.ts';
import { findEffect } from '../effect/effect.ts';
import type { Queries } from '../outcomes/contract.ts';

const DAY_MS = 86_400_000;
/** How long a period is planned to be where nothing is said. */
export const USUAL_DAYS = 28;
/** Versions that are read back to find where the share of the control group changed. */
const MOST_VERSIONS = 50;
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

/** Asks for the verdict on a live trigger, as the console shows it first. Throws where there is none of that name. */
export async function askVerdict(
  name: string,
  definitions: Pick<OpenDefinitions, 'live' | 'version' | 'versions'>,
  run: Queries['run'],
  now: number,
): Promise<Verdict | undefined> {
  const trigger = definitions.live.matcher.triggers.get(name);
  if (!trigger) throw new Error(`there is no trigger '${name}'`);
  const notBefore = await findShareChange(definitions, name, now);
  const usual = { goal: '', from: undefined, days: USUAL_DAYS, worthwhile: 0.1 };
  return (await askEffect(run, { trigger, ...usual, notBefore, now })).effect?.verdict;
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

/** Since when the control group of a trigger has the share that it has now; 0: as far back as versions are kept. */
export async function findShareChange(
  { version, versions }: Pick<OpenDefinitions, 'version' | 'versions'>,
  name: string,
  now: number,
): Promise<number> {
  const kept = (await versions('trigger', name)).slice(0, MOST_VERSIONS);
  const shareIn = async (number: number) => {
    const { body } = (await version('trigger', name, number)) ?? {};
    return (body as { readonly holdout?: unknown } | undefined)?.holdout;
  };
  const [live, ...earlier] = kept;
  if (!live) return 0;
  const share = await shareIn(live.version);
  let since = live.publishedAt;
  for (const { version: number, is, publishedAt } of earlier) {
    // a clock of its own, as that of a recorded day, may lie before every publish
    if (is === 'removed' || (await shareIn(number)) !== share) return since !== undefined && since <= now ? since : 0;
    since = publishedAt;
  }
  return 0;
}
