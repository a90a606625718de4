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

/** Over which period an effect is asked for. */
export interface EffectSpan {
  /** Where the period begins; undefined: at the first exposure from `notBefore` on. */
  readonly from: number | undefined;
  readonly notBefore: number;
  readonly days: number;
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
  const notBefore = await findShareChange(definitions, { kind: 'trigger', name }, now);
  const usual = { goal: '', from: undefined, days: USUAL_DAYS, worthwhile: 0.1 };
  return (await askEffect(run, { trigger, ...usual, notBefore, now })).effect?.verdict;
}

/** Asks what a trigger caused: of one goal whole, of its other goals and guard rails the comparison. */
export async function askEffect(run: Queries['run'], question: EffectQuestion): Promise<TriggerEffect> {
  const { trigger, goal } = question;
  const { goals = [], definition } = trigger;
  const asked = goals.find(({ name, isPrimary }) => (goal === '' ? isPrimary : name === goal));
  if (!asked) return { others: [] };
  const ask = async ({ name, withinMs }: (typeof goals)[number]) => {
    const hours = await askHours(run, 'effect', { trigger: definition.name, goal: name }, withinMs, question);
    return { goal: name, withinMs, hours };
  };
  const [found, ...others] = await Promise.all([ask(asked), ...goals.filter((one) => one !== asked).map(ask)]);
  const from = beginningOf(found.hours, question);
  const compare = ({ hours, withinMs }: Awaited<ReturnType<typeof ask>>) =>
    compareFrom(from, hours, withinMs, definition.holdout, question);
  return {
    goal: found.goal,
    withinMs: found.withinMs,
    ...compare(found),
    others: others.map((one) => ({ goal: one.goal, compared: compare(one).effect.compared })),
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
  const hours = await askHours(run, 'workspace-effect', { triggers: triggers.join(',') }, withinMs, span);
  const found = compareFrom(beginningOf(hours, span), hours, withinMs, workspace.holdout ?? 0, span);
  return { triggers, goal: '', withinMs, ...found, others: [] };
}

/** The hours of first exposures whose time for the goal is over. */
async function askHours(
  run: Queries['run'],
  name: string,
  params: Readonly<Record<string, string>>,
  withinMs: number,
  span: EffectSpan,
): Promise<readonly GroupHour[]> {
  const from = span.from ?? span.notBefore;
  const { rows } = await run(name, { ...params, from, to: ripeAt(withinMs, span), limit: MOST_ROWS });
  return rows.map(hourOf);
}

function ripeAt(withinMs: number, { from, notBefore, now }: EffectSpan): number {
  return Math.max(from ?? notBefore, now - withinMs);
}

function beginningOf(hours: readonly GroupHour[], { from, notBefore, now }: EffectSpan): number {
  return from ?? Math.max(notBefore, hours[0]?.hour ?? now);
}

function compareFrom(
  from: number,
  hours: readonly GroupHour[],
  withinMs: number,
  controlShare: number,
  span: EffectSpan,
): { readonly plan: EffectPlan; readonly effect: Effect } {
  const { days, worthwhile } = span;
  const until = from + days * DAY_MS;
  const ripe = Math.max(from, Math.min(ripeAt(withinMs, span), until));
  const plan = { from, until, ripeAt: ripe, controlShare, worthwhile };
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
 * Since when the control group of a trigger, or that of all of them, has the share that it has now; 0: as far back as
 * versions are kept.
 */
export async function findShareChange(
  { version, versions }: Pick<OpenDefinitions, 'version' | 'versions'>,
  { kind, name }: { readonly kind: 'trigger' | 'workspace'; readonly name: string },
  now: number,
): Promise<number> {
  const all = await versions(kind, name);
  const kept = all.slice(0, MOST_VERSIONS);
  const shareIn = async (number: number) => {
    const { body } = (await version(kind, name, number)) ?? {};
    return (body as Readonly<Record<string, unknown>> | undefined)?.[kind === 'workspace' ? 'hold-out' : 'holdout'];
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
  // Of older versions the share is not known, so a period begins no earlier than those that were looked at.
  return all.length > MOST_VERSIONS && since !== undefined && since <= now ? since : 0;
}
