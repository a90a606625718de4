import * as z from 'zod';
import { duration, formatDuration } from '../arguments/durations.ts';
import type { CompiledWaker, Moment, Step } from '../contract.ts';
import { type ByKey, correlateBy, keyReaders, mergeByKey, withEntry } from '../patterns/correlate.ts';
import { compileHappening, followsOf, happening } from '../patterns/happening.ts';
import { nameMemory } from '../patterns/name-memory.ts';
import { add, keepNewest, lastEntryAt, MOST_EXACT, mergeWindows, type Window } from '../patterns/window.ts';
import { TIME_RULE } from '../time/lateness.ts';
import { DAY_MS, SECOND_MS } from '../time/spans.ts';
import { say } from '../words/say.ts';
import { defineWaker } from './contract.ts';

const LEAST = `a whole number from 2 to ${MOST_EXACT}`;

/** Exact: only the newest `at-least` of them can matter, and those are kept. */
export default defineWaker({
  name: 'count',
  title: { en: 'does something so often', de: 'tut etwas so oft' },
  summary: {
    en: 'Something happened this often within a rolling time; wakes at the one that makes it so.',
    de: 'Etwas geschah so oft in einer gleitenden Zeit; geweckt wird bei dem Mal, das die Zahl erreicht.',
  },
  args: z.strictObject(
    {
      of: say(happening, { en: 'What is counted', de: 'Was gezählt wird' }),
      within: say(duration(SECOND_MS, 366 * DAY_MS), { en: 'Within', de: 'Innerhalb von' }),
      'at-least': say(
        z.int(LEAST).min(2, LEAST).max(MOST_EXACT, LEAST),
        { en: 'At least so often', de: 'Mindestens so oft' },
        { kind: 'count', examples: [3] },
      ),
      'correlate-by': correlateBy.optional(),
    },
    '{ of: { signal: … }, within: 30d, at-least: 3 }, with or without correlate-by',
  ),
  examples: [
    {
      args: { of: { enter: { places: { tag: 'store' } } }, within: '30d', 'at-least': 3 },
      listens: ['enter:#store'],
    },
    {
      args: {
        of: { signal: { kind: 'event', name: 'Product Viewed' } },
        within: '7d',
        'at-least': 3,
        'correlate-by': 'product.sku',
      },
      listens: ['event:Product Viewed'],
    },
  ],
  compile({ of, within: windowMs, 'at-least': least, 'correlate-by': by }, nested): CompiledWaker {
    const counted = compileHappening(of, nested, '.of');
    const [keyOf] = keyReaders(by, 1);
    return {
      listens: counted.listens,
      remembers: nameMemory('count', of, by),
      follows: followsOf([counted], true),
      step(moment: Moment, memory: unknown): Step {
        const key = counted.is(moment) ? keyOf!(moment) : undefined;
        if (key === undefined) return SLEEP;
        const { at } = moment;
        const known = (memory ?? {}) as ByKey<Window>;
        const { window, before, after } = add(known[key], { at, amount: 1 }, windowMs);
        const isOver = (other: Window) => lastEntryAt(other) <= at - windowMs - TIME_RULE.lateMs;
        return {
          memory: withEntry(known, key, keepNewest(window, least), isOver, lastEntryAt),
          wakes: before < least && after >= least,
        };
      },
      merge: (mine, theirs) =>
        mergeByKey<Window>(mine, theirs, (a, b) => keepNewest(mergeWindows(a, b, windowMs), least)!),
      describe(memory) {
        const windows = Object.values((memory ?? {}) as ByKey<Window>);
        const most = Math.max(0, ...windows.map(({ times }) => times.length));
        return most === 0
          ? undefined
          : `${most} of ${least} within ${formatDuration(windowMs)} were counted, or fewer since`;
      },
    };
  },
});

const SLEEP: Step = Object.freeze({});
