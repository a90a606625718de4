import { localTimeOf } from '../zone.ts';
import type { Gate } from './contract.ts';

/** Puts a message off until the customer's quiet hours end. */
export default {
  name: 'quiet-hours',
  summary: 'It is not quiet time where the customer is; else the message waits until quiet hours end, and may expire.',
  check({ trigger, channels }, { at, zone, workspace }) {
    const quiet = workspace.quietHours;
    if (!quiet || workspace.purposes[trigger.definition.message.purpose]?.anyHour) return { pass: channels };
    if (!isQuiet(localTimeOf(zone, at), quiet)) return { pass: channels };
    return { deferUntil: quietUntil(zone, at, quiet), reason: `quiet ${quiet.from} to ${quiet.to} in ${zone}` };
  },
} satisfies Gate;

interface Span {
  readonly from: string;
  readonly to: string;
}

/** Whether a local time lies in a span that may pass midnight; its end is outside. */
export function isQuiet(local: string, { from, to }: Span): boolean {
  return from <= to ? from <= local && local < to : local >= from || local < to;
}

/** When the quiet span that `at` lies in ends; right over a change of clocks. */
export function quietUntil(zone: string, at: number, { to }: Span): number {
  const minute = at - (at % MINUTE_MS);
  const guess = minute + minutesUntil(localTimeOf(zone, at), to) * MINUTE_MS;
  // The clocks may change in between: what the guess is off by, it is off by on the wall too.
  const off = minutesUntil(localTimeOf(zone, guess), to);
  const ends = guess + (off > DAY_MINUTES / 2 ? off - DAY_MINUTES : off) * MINUTE_MS;
  return ends > at ? ends : guess;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

function minutesUntil(local: string, to: string): number {
  return (minutesOf(to) - minutesOf(local) + DAY_MINUTES) % DAY_MINUTES;
}

function minutesOf(local: string): number {
  return Number(local.slice(0, 2)) * 60 + Number(local.slice(3, 5));
}
