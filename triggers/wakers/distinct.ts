import * as z from 'zod';
import { propertyPath } from '../arguments/argument-shapes.ts';
import { duration, formatDuration } from '../arguments/durations.ts';
import { propertyReader } from '../arguments/properties.ts';
import type { CompiledWaker, Moment, Step } from '../contract.ts';
import { keyOfValue } from '../patterns/correlate.ts';
import { detailsOf } from '../patterns/details.ts';
import { compileHappening, followsOf, happening } from '../patterns/happening.ts';
import { nameMemory } from '../patterns/name-memory.ts';
import { MOST_EXACT } from '../patterns/window.ts';
import { copyWith, recordOf } from '../state/records.ts';
import { DAY_MS, SECOND_MS } from '../time/spans.ts';
import { say } from '../words/say.ts';
import { defineWaker } from './contract.ts';

const LEAST = `a whole number from 2 to ${MOST_EXACT}`;

/** When each value was last seen. JSON. */
type LastSeen = Readonly<Record<string, number>>;

/** Exact: only the newest `at-least` values can matter, and those are kept. */
export default defineWaker({
  name: 'distinct',
  title: { en: 'has so many different values', de: 'hat so viele verschiedene Werte' },
  summary: {
    en: 'A property of something that happens had this many different values within a rolling time; wakes when it did.',
    de: 'Eine Eigenschaft von etwas, das geschieht, hatte in einer gleitenden Zeit so viele verschiedene Werte; geweckt wird, sobald es so weit ist.',
  },
  args: z.strictObject(
    {
      of: say(happening, { en: 'What is counted', de: 'Was gezählt wird' }),
      property: propertyPath,
      within: say(duration(SECOND_MS, 366 * DAY_MS), { en: 'Within', de: 'Innerhalb von' }),
      'at-least': say(
        z.int(LEAST).min(2, LEAST).max(MOST_EXACT, LEAST),
        { en: 'At least so many', de: 'Mindestens so viele' },
        { kind: 'count', examples: [3] },
      ),
    },
    '{ of: { signal: … }, property: product.sku, within: 7d, at-least: 5 }',
  ),
  examples: [
    {
      args: {
        of: { signal: { kind: 'event', name: 'Product Viewed' } },
        property: 'product.sku',
        within: '7d',
        'at-least': 5,
      },
      listens: ['event:Product Viewed'],
    },
    {
      args: { of: { enter: { places: { tag: 'store' } } }, property: 'id', within: '1d', 'at-least': 3 },
      listens: ['enter:#store'],
    },
  ],
  compile({ of, property: path, within: windowMs, 'at-least': least }, nested): CompiledWaker {
    const seen = compileHappening(of, nested, '.of');
    const read = propertyReader(path);
    return {
      listens: seen.listens,
      remembers: nameMemory('distinct', of, path),
      follows: followsOf([seen], true),
      step(moment: Moment, memory: unknown): Step {
        const value = seen.is(moment) ? keyOfValue(read(detailsOf(moment))) : undefined;
        if (value === undefined) return SLEEP;
        const known = (memory ?? {}) as LastSeen;
        const newest = Object.values(known).reduce((a, b) => Math.max(a, b), moment.at);
        const others = keepWithin(known, newest - windowMs);
        const before = Object.keys(others).length;
        const all = keepWithin(
          copyWith(others, value, Math.max(moment.at, others[value] ?? moment.at)),
          newest - windowMs,
        );
        return {
          memory: newestOf(all, least),
          wakes: before < least && Object.keys(all).length >= least,
        };
      },
      merge(mine, theirs) {
        const merged: Record<string, number> = { ...(mine as LastSeen | undefined) };
        for (const [value, at] of Object.entries((theirs ?? {}) as LastSeen)) {
          merged[value] = Math.max(at, merged[value] ?? at);
        }
        return newestOf(merged, least);
      },
      describe(memory) {
        const values = Object.keys((memory ?? {}) as LastSeen).length;
        return values === 0
          ? undefined
          : `${values} of ${least} values within ${formatDuration(windowMs)} were seen, or fewer since`;
      },
    };
  },
});

const SLEEP: Step = Object.freeze({});

function keepWithin(seen: LastSeen, after: number): LastSeen {
  return recordOf(Object.entries(seen).filter(([, at]) => at > after));
}

function newestOf(seen: LastSeen, most: number): LastSeen {
  const values = Object.entries(seen);
  return values.length <= most ? seen : Object.fromEntries(values.sort((a, b) => b[1] - a[1]).slice(0, most));
}
