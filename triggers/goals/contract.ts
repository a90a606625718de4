import type { AwaitedGoals } from '../state/contract.ts';

/**
 * What counts as success of a trigger, checked: a signal of the customer within a time after the decision. The first of
 * a trigger's goals with `isPrimary` is what questions count; the others stand beside it.
 */
export interface Goal {
  readonly name: string;
  /** What its successes are called, such as orders. */
  readonly title?: string;
  /** A signal selector, as under `on: signal`. */
  readonly signal: unknown;
  readonly withinMs: number;
  /** The path of a number in what the signal says: what the success is worth. Absent: it has no value. */
  readonly value?: string;
  readonly isPrimary: boolean;
}

/** A goal ready to be met, or a guard rail: what must not happen more often to those who get the message. */
export interface CompiledGoal<Moment> {
  readonly name: string;
  readonly isPrimary: boolean;
  readonly withinMs: number;
  /** Whether a signal meets it. Pure and total. */
  is(moment: Moment): boolean;
  /** What it is worth; undefined: nothing that can be read. */
  worthOf(moment: Moment): number | undefined;
}

/** A goal that a signal met, for one decision. */
export interface MetGoal extends Omit<AwaitedGoals, 'at' | 'until' | 'met'> {
  readonly goal: string;
  readonly isPrimary: boolean;
  /** Of the decisions to send whose goal the signal met, this was the first, or the last. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly value?: number | undefined;
}
