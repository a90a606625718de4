import type { CustomerState, Timer } from './state/contract.ts';

/** Under which name a trigger's timer is kept. */
export function timerKey(trigger: string, key: string): string {
  return `${trigger}|${key}`;
}

/** When the customer's next timer is due; undefined: none. */
export function nextDueAt(state: CustomerState): number | undefined {
  let next: number | undefined;
  for (const name in state.timers) {
    const { dueAt } = state.timers[name]!;
    if (next === undefined || dueAt < next) next = dueAt;
  }
  return next;
}

/** Takes the earliest timer due by `at` out of the state; undefined: none. */
export function takeDue(state: CustomerState, at: number): Timer | undefined {
  let earliest: string | undefined;
  for (const name in state.timers) {
    const { dueAt } = state.timers[name]!;
    if (dueAt > at) continue;
    const best = earliest === undefined ? undefined : state.timers[earliest]!.dueAt;
    if (best === undefined || dueAt < best || (dueAt === best && name < earliest!)) earliest = name;
  }
  if (earliest === undefined) return undefined;
  const timer = state.timers[earliest]!;
  delete state.timers[earliest];
  return timer;
}

/** Whether the decider put the timer there (a wait, a deferral) and not a trigger's waker. */
export function isPutOff(timer: Timer): boolean {
  return timer.payload !== undefined && (timer.key.startsWith('wait:') || timer.key.startsWith('deferred:'));
}
