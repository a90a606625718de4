import * as z from 'zod';
import { duration, formatDuration } from '../arguments/durations.ts';
import type { CompiledWaker, Moment, Step } from '../contract.ts';
import { type ByKey, correlateBy, keyReaders, mergeByKey, withEntry } from '../patterns/correlate.ts';
import { compileHappening, followsOf, happening, listensOf } from '../patterns/happening.ts';
import { nameMemory } from '../patterns/name-memory.ts';
import { isEmpty, lastAddedAt, mergePartial, type Partial, progressOf, take } from '../patterns/partial.ts';
import { TIME_RULE } from '../time/lateness.ts';
import { DAY_MS, SECOND_MS } from '../time/spans.ts';
import { say } from '../words/say.ts';
import { defineWaker } from './contract.ts';

const STEPS = 'a list of 2 to 8 steps, each such as { signal: cart } or { enter: { places: { tag: store } } }';

/**
 * Goes by the order of the signals' own times. Anything may happen between two steps. Of what happens again the latest
 * counts: there is a match wherever one can be found whose first step is at most `within` old. After a match all begins
 * anew.
 */
export default defineWaker({
  name: 'sequence',
  title: { en: 'does things in order', de: 'tut Dinge der Reihe nach' },
  summary: {
    en: 'One thing happened, then another (and another), all within a time.',
    de: 'Etwas geschah, dann etwas anderes (und noch etwas), alles in einer Zeit.',
  },
  args: z
    .strictObject(
      {
        steps: say(
          z.array(happening, STEPS).min(2, STEPS).max(8, STEPS),
          { en: 'Steps', de: 'Schritte' },
          {
            description: {
              en: 'In this order; anything may happen in between.',
              de: 'In dieser Reihenfolge; dazwischen darf alles geschehen.',
            },
          },
        ),
        within: say(duration(SECOND_MS, 30 * DAY_MS), { en: 'All within', de: 'Alles innerhalb von' }),
        'correlate-by': correlateBy.optional(),
      },
      '{ steps: [ … ], within: 2h }, with or without correlate-by',
    )
    .refine(({ steps, 'correlate-by': by }) => typeof by !== 'object' || by.length === steps.length, {
      path: ['correlate-by'],
      error: 'one property for all steps, or one for each of them',
    }),
  examples: [
    {
      args: { steps: [{ exit: { places: { tag: 'store' } } }, { signal: 'cart' }], within: '2h' },
      listens: ['exit:#store', 'signal:cart'],
    },
    {
      args: {
        steps: [
          { signal: { kind: 'event', name: 'Product Viewed' } },
          { signal: { kind: 'event', name: 'Product Added' } },
          { signal: { kind: 'event', name: 'Product Viewed' } },
        ],
        within: '1d',
        'correlate-by': 'product.sku',
      },
      listens: ['event:Product Viewed', 'event:Product Added'],
    },
  ],
  compile({ steps: given, within: withinMs, 'correlate-by': by }, nested): CompiledWaker {
    const steps = given.map((step, i) => compileHappening(step, nested, `.steps[${i}]`));
    const keyOf = keyReaders(by, steps.length);
    return {
      listens: listensOf(steps),
      remembers: nameMemory('sequence', given, by),
      follows: followsOf(steps, true),
      step(moment: Moment, memory: unknown): Step {
        const before = memory as ByKey<Partial> | undefined;
        const found = new Map<string, number>();
        for (const [i, { is }] of steps.entries()) {
          const key = is(moment) ? keyOf[i]!(moment) : undefined;
          if (key !== undefined) found.set(key, (found.get(key) ?? 0) | (1 << i));
        }
        let next: ByKey<Partial> | null | undefined;
        let wakes = false;
        for (const [key, mask] of found) {
          const known = next === undefined ? before : (next ?? undefined);
          const taken = take(known?.[key], mask, moment.at, steps.length, withinMs);
          wakes ||= taken.isMatch;
          const isOver = (entry: Partial) => lastAddedAt(entry) < moment.at - withinMs - TIME_RULE.lateMs;
          next = withEntry(known ?? {}, key, isEmpty(taken.partial) ? undefined : taken.partial, isOver, lastAddedAt);
        }
        return next === undefined ? SLEEP : { memory: next, wakes };
      },
      merge: (mine, theirs) => mergeByKey<Partial>(mine, theirs, mergePartial),
      describe(memory) {
        const partials = Object.values((memory ?? {}) as ByKey<Partial>);
        const furthest = Math.max(0, ...partials.map((partial) => progressOf(partial, withinMs, steps.length)));
        if (furthest === 0) return undefined;
        return `${furthest} of ${steps.length} steps were seen; the last must come within ${formatDuration(withinMs)} of the first`;
      },
    };
  },
});

const SLEEP: Step = Object.freeze({});
