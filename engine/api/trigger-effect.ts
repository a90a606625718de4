import { readDuration } from '../../triggers/arguments/durations.ts';
import type { Trigger } from '../../triggers/contract.ts';
import type { Goal } from '../../triggers/goals/contract.ts';
import { USUAL_MEASURE_MS } from '../../triggers/workspace/measure-schema.ts';
import type { OpenDefinitions } from '../definitions/contract.ts';
import type { ComparedGroup, Comparisons, Effect, EffectPlan, GroupHour, Verdict } from '../effect/contract.ts';
import { findEffect } from '../effect/effect.ts';
import { endOf, isPlannedPeriod, isSameLength } from '../effect/plan.ts';
import type { Queries } from '../outcomes/contract.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Versions that are read back to find where the share of the control group changed. */
const MOST_VERSIONS = 50;
/** More rows than the longest period has hours, groups and variants. */
const MOST_ROWS = 50_000;

/** Over which period an effect is asked for. */
export interface EffectSpan {
  /** Where the period begins; undefined: at the first exposure from `notBefore` on. */
  readonly from: number | undefined;
  readonly notBefore: number;
  /** How long it is; undefined: as long as is planned. */
  readonly days: number | undefined;
  readonly worthwhile: number;
  readonly now: number;
}

/** What is asked about a trigger's effect. */
export interface EffectQuestion extends EffectSpan {
  readonly trigger: Trigger;
  /** Empty: the primary one. */
  readonly goal: string;
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
  /** What its successes are called. Absent: the trigger does not say. */
  readonly title?: string | undefined;
  /** The event that counts. Absent: it is no event, or of no one name. */
  readonly event?: string | undefined;
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
  const notBefore = await findPlanChange(definitions, { kind: 'trigger', name }, now);
  const usual = { goal: '', from: undefined, days: undefined, worthwhile: 0.1 };
  return (await askEffect(run, { trigger, ...usual, notBefore, now })).effect?.verdict;
}

/** Asks what a trigger caused: of one goal whole, of its other goals and guard rails the comparison. */
export async function askEffect(run: Queries['run'], question: EffectQuestion): Promise<TriggerEffect> {
  const { trigger, goal } = question;
  const { goals = [], definition } = trigger;
  const asked = goals.find(({ name, isPrimary }) => (goal === '' ? isPrimary : name === goal));
  if (!asked) return { others: [] };
  const name = 'effect';
  const plannedDays = definition.measureMs / DAY_MS;
  const ask = async ({ name: goalName, withinMs }: (typeof goals)[number]) => {
    const hours = await askHours(
      run,
      { name, params: { trigger: definition.name, goal: goalName } },
      withinMs,
      question,
    );
    return { goal: goalName, withinMs, hours };
  };
  const [found, ...others] = await Promise.all([ask(asked), ...goals.filter((one) => one !== asked).map(ask)]);
  const asks = { name, params: { trigger: definition.name, goal: found.goal } };
  const period = await findPeriod(run, asks, found.hours, plannedDays, question);
  const compare = ({ hours, withinMs }: Awaited<ReturnType<typeof ask>>) =>
    compareIn(period, hours, withinMs, definition.holdout, question);
  return {
    goal: found.goal,
    ...wordsOf(definition.goals?.find(({ name: goalName }) => goalName === found.goal)),
    withinMs: found.withinMs,
    ...compare(found),
    others: others.map((one) => ({ goal: one.goal, compared: compare(one).effect.compared })),
  };
}

/** What the successes of a goal can be called. */
function wordsOf(goal: Goal | undefined): Pick<TriggerEffect, 'title' | 'event'> {
  const { title, signal } = goal ?? {};
  const { kind, name } = (typeof signal === 'object' && signal !== null ? signal : {}) as Readonly<
    Record<string, unknown>
  >;
  return {
    ...(title !== undefined && { title }),
    ...(kind === 'event' && typeof name === 'string' && { event: name }),
  };
}

/** Asks what all triggers that are marketing and have a goal caused, against those who get no marketing at all. */
export async function askWorkspaceEffect(
  run: Queries['run'],
  { matcher, workspace }: Pick<OpenDefinitions['live'], 'matcher' | 'workspace'>,
  span: EffectSpan,
): Promise<TriggerEffect & { readonly triggers: readonly string[] }> {
  const compared = [...matcher.triggers.values()].flatMap(({ goals = [], definition }) => {
    const { name, shadow, message } = definition;
    const primary = goals.find(({ isPrimary }) => isPrimary);
    const isMarketing = workspace.purposes[message.purpose]?.marketing !== false;
    return primary && isMarketing && !shadow ? [{ name, withinMs: primary.withinMs }] : [];
  });
  const triggers = compared.map(({ name }) => name).sort();
  if (triggers.length === 0) return { triggers, others: [] };
  const withinMs = Math.max(...compared.map((one) => one.withinMs));
  const asks = { name: 'workspace-effect', params: { triggers: triggers.join(',') } };
  const hours = await askHours(run, asks, withinMs, span);
  const period = await findPeriod(run, asks, hours, workspace.measureMs / DAY_MS, span);
  const found = compareIn(period, hours, withinMs, workspace.holdout ?? 0, span);
  return { triggers, goal: '', withinMs, ...found, others: [] };
}

/** The hours of first exposures whose time for the goal is over. */
async function askHours(
  run: Queries['run'],
  { name, params }: Asked,
  withinMs: number,
  span: EffectSpan,
): Promise<readonly GroupHour[]> {
  const from = span.from ?? span.notBefore;
  const { rows } = await run(name, { ...params, from, to: ripeAt(withinMs, span), limit: MOST_ROWS });
  return rows.map(hourOf);
}

/** A question and its parameters, but for the period. */
interface Asked {
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
}

function ripeAt(withinMs: number, { from, notBefore, now }: EffectSpan): number {
  return Math.max(from ?? notBefore, now - withinMs);
}

type Period = Pick<EffectPlan, 'from' | 'until' | 'plannedDays' | 'isPlanned'>;

/** Finds the period that is asked for, and whether it is a planned one. */
async function findPeriod(
  run: Queries['run'],
  asked: Asked,
  hours: readonly GroupHour[],
  plannedDays: number,
  span: EffectSpan,
): Promise<Period> {
  const { notBefore, now, days = plannedDays } = span;
  const from = span.from ?? Math.max(notBefore, hours[0]?.hour ?? now);
  const period = { from, days };
  const couldBe = isSameLength(days, plannedDays) && from >= notBefore;
  const beginning = span.from === undefined ? from : couldBe ? await findBeginning(run, asked, from, span) : undefined;
  const isPlanned = isPlannedPeriod(period, { beginning, plannedDays });
  return { from, until: endOf(period), plannedDays, isPlanned };
}

/** Finds when the comparison began, not later than a time; undefined: nobody had come by then. */
async function findBeginning(run: Queries['run'], { name, params }: Asked, by: number, { notBefore }: EffectSpan) {
  const { rows } = await run(name, { ...params, from: notBefore, to: by + HOUR_MS, limit: 1 });
  const [first] = rows.map(hourOf);
  return first && Math.max(notBefore, first.hour);
}

function compareIn(
  { from, until, plannedDays, isPlanned }: Period,
  hours: readonly GroupHour[],
  withinMs: number,
  controlShare: number,
  span: EffectSpan,
): { readonly plan: EffectPlan; readonly effect: Effect } {
  const { worthwhile } = span;
  const ripe = Math.max(from, Math.min(ripeAt(withinMs, span), until));
  const plan = { from, until, ripeAt: ripe, controlShare, worthwhile, plannedDays, isPlanned };
  return { plan, effect: findEffect(hours, plan) };
}

function hourOf(row: Readonly<Record<string, unknown>>): GroupHour {
  const number = (name: string) => Number(row[name]);
  return {
    ...{ hour: number('hour'), group: row.group as ComparedGroup, variant: String(row.variant) },
    ...{ customers: number('customers'), converted: number('converted') },
    ...{ sum: number('sum'), squares: number('squares'), cubes: number('cubes') },
  };
}

/**
 * Finds since when the control group of a trigger, or that of all of them, has the share that it has now, and is
 * compared for as long as now; 0: as far back as versions are kept.
 */
export async function findPlanChange(
  { version, versions }: Pick<OpenDefinitions, 'version' | 'versions'>,
  { kind, name }: { readonly kind: 'trigger' | 'workspace'; readonly name: string },
  now: number,
): Promise<number> {
  const all = await versions(kind, name);
  const kept = all.slice(0, MOST_VERSIONS);
  const planIn = async (number: number) => {
    const { body } = (await version(kind, name, number)) ?? {};
    const document = (body ?? {}) as Readonly<Record<string, unknown>>;
    const { 'measure-for': said } = document;
    const measureMs = typeof said === 'string' ? readDuration(said) : USUAL_MEASURE_MS;
    return `${document[kind === 'workspace' ? 'hold-out' : 'holdout']} ${measureMs}`;
  };
  const [live, ...earlier] = kept;
  if (!live) return 0;
  const plan = await planIn(live.version);
  let since = live.publishedAt;
  for (const { version: number, is, publishedAt } of earlier) {
    // a clock of its own, as that of a recorded day, may lie before every publish
    if (is === 'removed' || (await planIn(number)) !== plan) return since !== undefined && since <= now ? since : 0;
    since = publishedAt;
  }
  // Of older versions the share is not known, so a period begins no earlier than those that were looked at.
  return all.length > MOST_VERSIONS && since !== undefined && since <= now ? since : 0;
}
