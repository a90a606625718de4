import type { Answer } from '../contract.ts';
import type { ForecastStep, Weather } from './contract.ts';

/** Whether something is, and when it next begins, as far as a forecast tells. JSON. */
export interface Outlook {
  /** Whether it is now. Absent: not known. */
  readonly now?: boolean;
  /** When it next begins. Absent: not before `knownUntil`. */
  readonly startsAt?: number;
  /** The forecast tells nothing of what comes after. */
  readonly knownUntil: number;
}

/** Looks ahead for the first time that something begins: what is not, and then is. Steps come in order of time. */
export function outlookOf(
  is: (weather: Weather) => Answer,
  present: Weather | undefined,
  steps: readonly ForecastStep[],
  at: number,
): Outlook | undefined {
  let state = present && is(present);
  let knownUntil = at;
  let startsAt: number | undefined;
  const now = state ?? nowIn(is, steps, at);
  for (const { from, until, weather } of steps) {
    if (until <= at) continue;
    const then = from > knownUntil ? undefined : is(weather);
    if (then === undefined) break;
    if (then && state === false) {
      startsAt = Math.max(from, at);
      break;
    }
    state = then;
    knownUntil = until;
  }
  if (knownUntil === at && startsAt === undefined) return undefined;
  return { ...(now !== undefined && { now }), ...(startsAt !== undefined && { startsAt }), knownUntil };
}

function nowIn(is: (weather: Weather) => Answer, steps: readonly ForecastStep[], at: number): Answer {
  const step = steps.find(({ from, until }) => from <= at && at < until);
  return step && is(step.weather);
}
