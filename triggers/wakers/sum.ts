import * as z from 'zod';
import { number, propertyPath } from '../arguments/argument-shapes.ts';
import { duration, formatDuration } from '../arguments/durations.ts';
import { propertyReader } from '../arguments/properties.ts';
import type { CompiledWaker, Moment, Step } from '../contract.ts';
import { type ByKey, correlateBy, keyReaders, mergeByKey, withEntry } from '../patterns/correlate.ts';
import { detailsOf } from '../patterns/details.ts';
import { compileHappening, followsOf, happening } from '../patterns/happening.ts';
import { nameMemory } from '../patterns/name-memory.ts';
import { add, lastEntryAt, mergeWindows, valueAt, type Window } from '../patterns/window.ts';
import { TIME_RULE } from '../time/lateness.ts';
import { DAY_MS, SECOND_MS } from '../time/spans.ts';
import { say } from '../words/say.ts';
import { defineWaker } from './contract.ts';

const ABOVE_ZERO = 'a number above 0';

/**
 * Exact for the last 256 amounts of a window. Where there are more, those that came close together (within a 128th of
 * the window) count as long as the last of them: an amount may then stay for so much longer, and never leaves too soon.
 */
export default defineWaker({
  name: 'sum',
  title: { en: 'reaches a sum', de: 'erreicht eine Summe' },
  summary: {
    en: 'A property of something that happens adds up to this much within a rolling time; wakes when it does.',
    de: 'Eine Eigenschaft von etwas, das geschieht, ergibt in einer gleitenden Zeit so viel; geweckt wird, sobald es so weit ist.',
  },
  args: z.strictObject(
    {
      of: say(happening, { en: 'What is added up', de: 'Was summiert wird' }),
      property: propertyPath,
      within: say(duration(SECOND_MS, 366 * DAY_MS), { en: 'Within', de: 'Innerhalb von' }),
      'at-least': say(number.gt(0, ABOVE_ZERO), { en: 'At least', de: 'Mindestens' }, { examples: [100] }),
      'correlate-by': correlateBy.optional(),
    },
    '{ of: { signal: … }, property: total, within: 30d, at-least: 100 }, with or without correlate-by',
  ),
  examples: [
    {
      args: {
        of: { signal: { kind: 'event', name: 'Order Completed' } },
        property: 'total',
        within: '30d',
        'at-least': 100,
      },
      listens: ['event:Order Completed'],
    },
  ],
  compile({ of, property: path, within: windowMs, 'at-least': least, 'correlate-by': by }, nested): CompiledWaker {
    const summed = compileHappening(of, nested, '.of');
    const read = propertyReader(path);
    const [keyOf] = keyReaders(by, 1);
    return {
      listens: summed.listens,
      remembers: nameMemory('sum', of, path, by),
      follows: followsOf([summed], true),
      step(moment: Moment, memory: unknown): Step {
        const key = summed.is(moment) ? keyOf!(moment) : undefined;
        const amount = key === undefined ? undefined : read(detailsOf(moment));
        if (key === undefined || typeof amount !== 'number' || !Number.isFinite(amount)) return SLEEP;
        const { at } = moment;
        const known = (memory ?? {}) as ByKey<Window>;
        const { window, before, after } = add(known[key], { at, amount }, windowMs);
        const isOver = (other: Window) => lastEntryAt(other) <= at - windowMs - TIME_RULE.lateMs;
        return {
          memory: withEntry(known, key, window, isOver, lastEntryAt),
          wakes: before < least && after >= least,
        };
      },
      merge: (mine, theirs) => mergeByKey<Window>(mine, theirs, (a, b) => mergeWindows(a, b, windowMs)),
      describe(memory) {
        const windows = Object.values((memory ?? {}) as ByKey<Window>);
        if (windows.length === 0) return undefined;
        const most = Math.max(...windows.map((window) => valueAt(window, lastEntryAt(window), windowMs)));
        return `${most} of ${least} within ${formatDuration(windowMs)} came together, or less since`;
      },
    };
  },
});

const SLEEP: Step = Object.freeze({});
