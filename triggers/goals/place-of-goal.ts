import type { Goal } from './contract.ts';

/** The name of a goal that stands alone. */
export const ONLY_GOAL = 'goal';

/** Where a goal stands in its trigger's document, behind `goal`: a list has a place for each, one alone has none. */
export function placeOfGoal(goals: readonly Pick<Goal, 'name'>[], i: number): string {
  return goals.length === 1 && goals[0]!.name === ONLY_GOAL ? '' : `[${i}]`;
}
