import * as z from 'zod';
import { nestedWhere } from '../arguments/argument-shapes.ts';
import { addDecimals } from '../arguments/decimals.ts';
import { duration } from '../arguments/durations.ts';
import { propertyReader } from '../arguments/properties.ts';
import { isNumber } from '../arguments/readable.ts';
import type { Answer } from '../contract.ts';
import { shortHash } from '../hash.ts';
import type { Nested } from '../operators/contract.ts';
import { DAY_MS } from '../time/spans.ts';
import { say } from '../words/say.ts';
import type { Tracker, TrackerView } from './contract.ts';
import { type History, isHistory, withHappening } from './history.ts';

const MOST_TIMES = 50;
const TIMES = `a whole number from 1 to ${MOST_TIMES}`;

/** As many events can be added up. */
export const MOST_SUMMED = 50;

/** Which events are counted, and how far back. */
export const happenedArgs = say(
  z.strictObject(
    {
      event: say(
        z.string('the name of an event').min(1, 'the name of an event').max(128, 'at most 128 characters'),
        { en: 'Event', de: 'Ereignis' },
        { kind: 'event-name', examples: ['Order Completed'] },
      ),
      where: nestedWhere.optional(),
      within: say(duration(1_000, 366 * DAY_MS), { en: 'Within the last', de: 'In den letzten' }),
      times: say(
        z.int(TIMES).min(1, TIMES).max(MOST_TIMES, TIMES),
        { en: 'At least so often', de: 'Mindestens so oft' },
        { kind: 'count', examples: [3] },
      ).default(1),
    },
    '{ event: Order Completed, within: 30d }, with or without where: { … } and times',
  ),
  { en: 'Events', de: 'Ereignisse' },
);

interface Wanted {
  readonly event: string;
  readonly where?: Readonly<Record<string, unknown>> | undefined;
  readonly property?: string;
}

/** Returns whether a signal counts, and the number to add up. Undefined when that cannot be known. */
type Happenings = (seen: TrackerView) => { readonly amount?: unknown } | false | undefined;

/** Reads the events that are wanted out of signals. */
export function happeningsOf({ event, where, property }: Wanted, nested: Nested): Happenings {
  const meets = where && nested.where(where, '.where');
  const amountOf = property === undefined ? undefined : propertyReader(property);
  return ({ signal: { kind, at, value } }) => {
    if (kind !== 'event' || value.name !== event) return false;
    const properties = value.properties ?? {};
    // No clock is asked: past events do not depend on where the customer is.
    const met = meets ? meets(properties, { at, zone: 'UTC' }) : true;
    if (!met) return met === undefined ? undefined : false;
    return amountOf ? { amount: amountOf(properties) } : {};
  };
}

/**
 * Remembers the newest so many of what happened. Where that cannot be known of an event, nothing before it is known.
 */
export function happeningTracker(wanted: Wanted, most: number, read: Happenings): Tracker {
  return {
    key: shortHash(JSON.stringify([wanted.event, wanted.where, wanted.property, most])),
    advance(mark, seen) {
      const { signal, isFirst } = seen;
      // What came with or before the first signal was not listened to, unless the customer is new.
      const history: History = isHistory(mark) ? mark : { from: isFirst ? 0 : signal.at, times: [] };
      const happening = read(seen);
      if (happening === false) return isHistory(mark) ? undefined : history;
      if (happening === undefined) return { ...history, from: Math.max(history.from, signal.at) };
      const { amount } = happening;
      if (wanted.property !== undefined && !isNumber(amount))
        return { ...history, from: Math.max(history.from, signal.at) };
      const id = shortHash(signal.id);
      return withHappening(history, isNumber(amount) ? [signal.at, id, amount] : [signal.at, id], most);
    },
  };
}

/**
 * Whether something happened so many times in the time up to `at`; unknown where too little is remembered to say no.
 */
export function hasHappened(mark: unknown, at: number, withinMs: number, times: number): Answer {
  if (!isHistory(mark)) return undefined;
  let count = 0;
  for (const [happenedAt] of mark.times) if (happenedAt <= at && happenedAt > at - withinMs) count++;
  if (count >= times) return true;
  return mark.from <= at - withinMs ? false : undefined;
}

/** The sum of what happened in the time up to `at`; undefined where not all of it is remembered. */
export function sumWithin(mark: unknown, at: number, withinMs: number): number | undefined {
  if (!isHistory(mark) || mark.from > at - withinMs) return undefined;
  const amounts: number[] = [];
  for (const [happenedAt, , amount = 0] of mark.times) {
    if (happenedAt <= at && happenedAt > at - withinMs) amounts.push(amount);
  }
  return addDecimals(amounts);
}
