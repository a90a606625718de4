import type { CustomerState, Timer } from './contract.ts';

/** Returns the name under which a trigger's timer is kept. */
export function timerKey(trigger: string, key: string): string {
  return `${trigger}|${key}`;
}

/** How long the clock waits for a customer's next signal: what a phone could not send comes in several frames. */
export const MORE_COMES_MS = 500;
/** The longest wait after a timer was due, or was armed when already due. So a timer fires within a second. */
export const MOST_WAIT_MS = 750;

/** Returns when the clock fires the customer's next timer; undefined: none is armed. */
export function nextDueAt(state: CustomerState): number | undefined {
  let next: number | undefined;
  for (const name in state.timers) {
    const dueAt = dueByClock(state.timers[name]!);
    if (next === undefined || dueAt < next) next = dueAt;
  }
  return next;
}

/**
 * Lets timers that are due now or in a moment wait for the customer's next signals. Called when a signal came in.
 * Signals go on firing the timers, each at its own time; only the clock waits.
 */
export function awaitMore({ timers }: CustomerState, now: number): void {
  for (const name in timers) {
    const timer = timers[name]!;
    if (timer.dueAt >= now + MORE_COMES_MS) continue;
    const since = timer.waits?.since ?? Math.max(timer.dueAt, now);
    timers[name] = { ...timer, waits: { since, until: Math.min(now + MORE_COMES_MS, since + MOST_WAIT_MS) } };
  }
}

/**
 * Takes the earliest timer due by `at` out of the state; undefined: none is due. `by` says what brought the time: a
 * signal of the customer, or the clock, which passes over timers that wait for more signals.
 */
export function takeDue(state: CustomerState, at: number, by: 'signal' | 'clock' = 'signal'): Timer | undefined {
  let earliest: string | undefined;
  for (const name in state.timers) {
    const timer = state.timers[name]!;
    const { dueAt } = timer;
    if ((by === 'clock' ? dueByClock(timer) : dueAt) > at) continue;
    const best = earliest === undefined ? undefined : state.timers[earliest]!.dueAt;
    if (best === undefined || dueAt < best || (dueAt === best && name < earliest!)) earliest = name;
  }
  if (earliest === undefined) return undefined;
  const timer = state.timers[earliest]!;
  delete state.timers[earliest];
  return timer;
}

/**
 * Takes out the trigger's other timers that are due at the same instant, in the order of their keys. Leaves decisions
 * that were put off.
 */
export function takeBeside(state: CustomerState, { trigger, dueAt }: Timer): readonly Timer[] {
  const beside = Object.entries(state.timers)
    .filter(([, timer]) => timer.trigger === trigger && timer.dueAt === dueAt && !isPutOff(timer))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name] of beside) delete state.timers[name];
  return beside.map(([, timer]) => timer);
}

/**
 * Makes the timer of a message's next channel due now: the service refused the message and wants another channel. A
 * message without such a timer has no other channel.
 */
export function hurryFallBack(state: CustomerState, delivery: string, at: number): void {
  for (const name in state.timers) {
    const timer = state.timers[name]!;
    if (timer.key !== `fall-back:${delivery}`) continue;
    state.timers[name] = { ...timer, dueAt: at, payload: { ...(timer.payload as object), isRefused: true } };
  }
}

/**
 * Notes for a message's next channel that the message arrived after all, though it was said to have failed and its
 * place was given back.
 */
export function noteArrival(state: CustomerState, delivery: string, did: Arrival): void {
  for (const name in state.timers) {
    const timer = state.timers[name]!;
    if (timer.key !== `fall-back:${delivery}`) continue;
    const payload = timer.payload as { readonly arrived?: readonly Arrival[] };
    state.timers[name] = { ...timer, payload: { ...payload, arrived: [...(payload.arrived ?? []), did] } };
  }
}

/** How a message is known to have arrived. */
export type Arrival = 'delivered' | 'opened' | 'clicked' | 'replied';

function dueByClock({ dueAt, waits }: Timer): number {
  return waits === undefined ? dueAt : Math.max(dueAt, waits.until);
}

/** Whether the timer carries a decision that was put off; a waker's timer carries none. */
export function isPutOff(timer: Timer): boolean {
  return timer.payload !== undefined;
}
