import { instantOf, localDateOf, localTimeOf, minuteOfDay } from '../time/zone.ts';
import type { Gate } from './contract.ts';

/** Puts a message off until the customer's quiet hours end. */
export default {
  name: 'quiet-hours',
  title: { en: 'Quiet hours', de: 'Ruhezeiten' },
  summary: {
    en: 'It is not quiet time where the customer is; else the message waits until quiet hours end, and may expire.',
    de: 'Beim Kunden ist keine Ruhezeit; sonst wartet die Nachricht, bis sie endet, und kann verfallen.',
  },
  reasons: { 'quiet-hours': ({ from, to, zone }) => `quiet ${from} to ${to} in ${zone}` },
  check({ trigger, channels }, { at, zone, workspace }) {
    const quiet = workspace.quietHours;
    if (!quiet || workspace.purposes[trigger.definition.message.purpose]?.anyHour) return { pass: channels };
    if (!isQuiet(localTimeOf(zone, at), quiet)) return { pass: channels };
    const { from, to } = quiet;
    return { deferUntil: quietUntil(zone, at, quiet), reason: { code: 'quiet-hours', args: { from, to, zone } } };
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
  const end = Number(to.slice(0, 2)) * 60 + Number(to.slice(3, 5));
  const endsToday = end > minuteOfDay(zone, at);
  const day = localDateOf(zone, at);
  return instantOf(zone, endsToday ? day : dayAfter(day), end);
}

function dayAfter(date: string): string {
  return new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
}
