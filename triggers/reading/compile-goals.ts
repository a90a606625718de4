import { propertyReader } from '../arguments/properties.ts';
import type { Moment } from '../contract.ts';
import type { CompiledGoal, Goal } from '../goals/contract.ts';
import { ONLY_GOAL, placeOfGoal } from '../goals/place-of-goal.ts';
import type { Nested } from '../operators/contract.ts';
import { detailsOf } from '../patterns/details.ts';
import { type SignalSelector, selectSignals } from '../patterns/signal-selector.ts';
import { DAY_MS } from '../time/spans.ts';
import type { GoalSource } from './goal-schema.ts';

/** A guard rail is watched this long at least: who is annoyed does not always say so at once. */
const GUARD_MS = 7 * DAY_MS;

/** Makes goals of what was read. */
export function goalsOf(source: GoalSource | undefined): readonly Goal[] | undefined {
  if (source === undefined) return undefined;
  const list = Array.isArray(source) ? source : [{ name: ONLY_GOAL, primary: true, ...source }];
  const primary = Math.max(
    0,
    list.findIndex((goal) => goal.primary),
  );
  return list.map(({ name, title, signal, within, value }, i) => ({
    name,
    ...(title !== undefined && { title }),
    signal,
    withinMs: within,
    ...(value !== undefined && { value }),
    isPrimary: i === primary,
  }));
}

/** Compiles a trigger's goals, with the guard rails that stand beside every goal; none without goals. */
export function compileGoals(
  goals: readonly Goal[] = [],
  nested: Pick<Nested, 'where'>,
): readonly CompiledGoal<Moment>[] {
  if (goals.length === 0) return NONE;
  const withinMs = Math.max(GUARD_MS, ...goals.map((goal) => goal.withinMs));
  return [...goals.map((goal, i) => compileGoal(goal, nested, placeOfGoal(goals, i))), ...guardRails(withinMs)];
}

const NONE: readonly CompiledGoal<Moment>[] = Object.freeze([]);

function compileGoal({ name, signal, withinMs, value, isPrimary }: Goal, nested: Pick<Nested, 'where'>, place: string) {
  const { is } = selectSignals(signal as SignalSelector, nested, `${place}.signal`);
  const read = value === undefined ? undefined : propertyReader(value);
  return {
    name,
    isPrimary,
    withinMs,
    is,
    worthOf(moment: Moment) {
      const worth = read?.(detailsOf(moment));
      return typeof worth === 'number' && Number.isFinite(worth) ? worth : undefined;
    },
  };
}

function guardRails(withinMs: number): readonly CompiledGoal<Moment>[] {
  const rail = (name: string, is: CompiledGoal<Moment>['is']): CompiledGoal<Moment> => ({
    name,
    isPrimary: false,
    withinMs,
    is,
    worthOf: () => undefined,
  });
  return [
    rail('unsubscribed', ({ signal }) => signal?.kind === 'consent' && signal.value.granted === false),
    rail('complained', ({ signal }) => signal?.kind === 'message' && signal.value.state === 'complained'),
  ];
}
