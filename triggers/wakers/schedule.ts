import * as z from 'zod';
import { time } from '../arguments/argument-shapes.ts';
import { BEGIN_KEY, type CompiledWaker, type Moment, type Step } from '../contract.ts';
import { zoneOf } from '../state/zone-of.ts';
import { DAY_MS } from '../time/spans.ts';
import { instantOf, localDateOf, WEEKDAY_WORDS, WEEKDAYS, weekdayOf } from '../time/zone.ts';
import { wakeKey } from '../waking/wake-keys.ts';
import { say } from '../words/say.ts';
import { defineWaker } from './contract.ts';

const NOON_MS = 43_200_000;
const TIMER = 'next';
const DAYS = `a list of weekdays, each once: ${WEEKDAYS.join(', ')}`;

/** The date that comes next, by what it was worked out, and the last date it woke for. JSON. */
interface Plan {
  readonly next: string;
  readonly zone: string;
  readonly rule: string;
  readonly last: string;
}

/**
 * At a time that the clocks skip it wakes when they change; at one that they show twice, the first time. For each date
 * at most once, also for who travels. Customers who are known at the publish are set in the background, others at their
 * first signal.
 */
export default defineWaker({
  name: 'schedule',
  title: { en: 'at a time of day', de: 'zu einer Uhrzeit' },
  summary: {
    en: 'It is this time of day for the customer, every day or on some weekdays.',
    de: 'Es ist diese Uhrzeit beim Kunden, jeden Tag oder an einigen Wochentagen.',
  },
  args: z.strictObject(
    {
      at: say(time, { en: 'At', de: 'Um' }),
      on: say(
        z
          .array(
            say(z.enum(WEEKDAYS, DAYS), { en: 'Weekday', de: 'Wochentag' }, { kind: 'weekday', titles: WEEKDAY_WORDS }),
            DAYS,
          )
          .min(1, DAYS)
          .refine((days) => new Set(days).size === days.length, DAYS),
        { en: 'Only on', de: 'Nur am' },
        { examples: [['fri', 'sat']] },
      ).optional(),
    },
    '{ at: "18:00" }, with or without on: [fri, sat]',
  ),
  onlyByTimer: true,
  examples: [
    { args: { at: '18:00', on: ['mon', 'fri'] }, listens: ['signal:*'] },
    { args: { at: '09:30' }, listens: ['signal:*'] },
  ],
  compile({ at: clock, on: days = [...WEEKDAYS] }): CompiledWaker {
    const minute = Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
    const rule = `${clock} ${WEEKDAYS.filter((day) => days.includes(day)).join(' ')}`;
    return {
      listens: [wakeKey.anySignal],
      begins: true,
      step(moment: Moment, memory: unknown): Step {
        const plan = memory as Plan | undefined;
        const zone = zoneOf(moment);
        const { at, stimulus } = moment;
        const isAsPlanned = plan?.rule === rule && plan.zone === zone;
        if (stimulus.type !== 'timer' || stimulus.key === BEGIN_KEY) {
          return isAsPlanned ? SLEEP : planFrom(zone, at, plan?.last ?? '');
        }
        if (!plan) return SLEEP;
        if (isAsPlanned && plan.next > plan.last && at >= instantOf(zone, plan.next, minute))
          return { wakes: true, ...planFrom(zone, at, plan.next) };
        return planFrom(zone, at - 1, plan.last);
      },
      merge: mergePlans,
      describe: (memory) => {
        const { next, zone } = (memory ?? {}) as Partial<Plan>;
        return next === undefined ? undefined : `it wakes on ${next} at ${clock} in ${zone}`;
      },
    };

    /** The first of its days after a time, and after the date that it last woke for. */
    function planFrom(zone: string, after: number, last: string): Step {
      for (let date = localDateOf(zone, after); ; date = dayAfter(date)) {
        if (date <= last || !days.includes(weekdayOf('UTC', Date.parse(date)))) continue;
        const dueAt = instantOf(zone, date, minute);
        if (dueAt > after) return { memory: { next: date, zone, rule, last }, arm: [{ key: TIMER, dueAt }] };
      }
    }
  },
});

const SLEEP: Step = Object.freeze({});

/** Of two customers who are one the date that comes first stands, and what either was woken for counts. */
function mergePlans(mine: unknown, theirs: unknown): unknown {
  const [a, b] = [mine as Plan, theirs as Plan];
  return { ...(b.next < a.next ? b : a), last: [a.last, b.last].sort().at(-1)! };
}

function dayAfter(date: string): string {
  return new Date(Date.parse(date) + DAY_MS + NOON_MS).toISOString().slice(0, 10);
}
