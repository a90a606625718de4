import * as z from 'zod';
import { duration, formatDuration } from '../arguments/durations.ts';
import type { CompiledWaker, Moment, Step } from '../contract.ts';
import { type ByKey, correlateBy, keyReaders, mergeByKey, withEntry } from '../patterns/correlate.ts';
import { compileHappening, followsOf, happening, listensOf } from '../patterns/happening.ts';
import { nameMemory } from '../patterns/name-memory.ts';
import { afterOldest, beginAt, endAt, mergeWaiting, type Waiting, type WaitStart } from '../patterns/waiting.ts';
import { TIME_RULE } from '../time/lateness.ts';
import { DAY_MS, SECOND_MS } from '../time/spans.ts';
import { say } from '../words/say.ts';
import { defineWaker } from './contract.ts';

const AGAIN = 'restart (the wait begins anew), keep-first (it goes on), or each (every one is waited on)';

/**
 * Wakes when the time is over, on the signals' own time. What comes at the very end of it is too late. A signal that is
 * still on its way then does not take it back.
 */
export default defineWaker({
  name: 'absence',
  title: { en: 'does not do something in time', de: 'tut etwas nicht rechtzeitig' },
  summary: {
    en: 'One thing happened, and another did not happen within a time after it.',
    de: 'Etwas geschah, und etwas anderes geschah in einer Zeit danach nicht.',
  },
  args: z
    .strictObject(
      {
        after: say(happening, { en: 'After this', de: 'Nach diesem' }),
        not: say(happening, { en: 'This does not happen', de: 'Geschieht dies nicht' }),
        within: say(duration(SECOND_MS, 30 * DAY_MS), { en: 'Within', de: 'Innerhalb von' }),
        'correlate-by': correlateBy.optional(),
        again: say(
          z.enum(['restart', 'keep-first', 'each'], AGAIN),
          { en: 'If it begins again', de: 'Wenn es wieder beginnt' },
          {
            titles: {
              restart: { en: 'The wait begins anew', de: 'Die Wartezeit beginnt neu' },
              'keep-first': { en: 'The first wait goes on', de: 'Die erste Wartezeit läuft weiter' },
              each: { en: 'Every one is waited on', de: 'Auf jedes wird gewartet' },
            },
          },
        ).default('restart'),
      },
      '{ after: { signal: cart }, not: { signal: … }, within: 30m }, with or without correlate-by and again',
    )
    .refine(({ 'correlate-by': by }) => typeof by !== 'object' || by.length === 2, {
      path: ['correlate-by'],
      error: 'one property for both, or two: of what comes after, and of what does not come',
    }),
  onlyByTimer: true,
  examples: [
    {
      args: {
        after: { signal: { kind: 'cart', where: { stage: 'payment' } } },
        not: { signal: { kind: 'event', name: 'Order Completed' } },
        within: '30m',
        'correlate-by': ['id', 'cartId'],
      },
      listens: ['signal:cart', 'event:Order Completed'],
    },
    {
      args: {
        after: { outcome: { of: 'store-voucher', is: 'sent' } },
        not: { outcome: { of: 'store-voucher', is: ['opened', 'clicked'] } },
        within: '24h',
        'correlate-by': 'delivery',
      },
      listens: ['signal:message'],
    },
    {
      args: { after: { exit: { places: 'any' } }, not: { signal: 'cart' }, within: '1h', again: 'keep-first' },
      listens: ['exit:*', 'signal:cart'],
    },
  ],
  compile({ after, not, within: waitMs, 'correlate-by': by, again }, nested): CompiledWaker {
    const first = compileHappening(after, nested, '.after');
    const second = compileHappening(not, nested, '.not');
    const [keyOfFirst, keyOfSecond] = keyReaders(by, 2);
    return {
      listens: listensOf([first, second]),
      remembers: nameMemory('absence', after, not, by),
      follows: [...followsOf([first], true), ...followsOf([second], false)],
      step(moment: Moment, memory: unknown): Step {
        const before = (memory ?? {}) as ByKey<Waiting>;
        if (moment.stimulus.type === 'timer') return due(moment.stimulus.key, moment.at, before);
        const ended = second.is(moment) ? keyOfSecond!(moment) : undefined;
        const begun = first.is(moment) ? keyOfFirst!(moment) : undefined;
        if (ended === undefined && begun === undefined) return SLEEP;
        const change = new Change(before, moment.at, waitMs);
        if (ended !== undefined) change.set(ended, endAt(before[ended] ?? NOTHING, moment.at, waitMs));
        if (begun !== undefined) {
          const { at, place } = moment;
          const one: WaitStart = place ? [at, place.id] : [at];
          change.set(begun, beginAt(change.get(begun), one, waitMs, again, before[begun]?.endedAt));
        }
        return change.step();
      },
      merge: (mine, theirs) => mergeByKey<Waiting>(mine, theirs, (a, b) => mergeWaiting(a, b, waitMs, again)),
      describe(memory) {
        const counting = (waiting: Waiting) => (again === 'each' ? waiting.begun : waiting.begun.slice(0, 1));
        const begun = Object.values((memory ?? {}) as ByKey<Waiting>).flatMap(counting);
        if (begun.length === 0) return undefined;
        const due = Math.min(...begun.map(([at]) => at + waitMs));
        return `${begun.length === 1 ? 'it waits' : `it waits on ${begun.length}`} until ${new Date(due).toISOString()} for what must not come within ${formatDuration(waitMs)}`;
      },
    };

    function due(key: string, at: number, before: ByKey<Waiting>): Step {
      const waiting = before[key];
      const one = waiting?.begun[0];
      if (!waiting || !one) return SLEEP;
      // Published anew with a longer time, or merged with a customer whose wait ends sooner.
      if (at < one[0] + waitMs) return { arm: [{ key, dueAt: one[0] + waitMs }] };
      const change = new Change(before, at, waitMs);
      change.set(key, afterOldest(waiting, waitMs, again));
      return { ...change.step(), wakes: true, ...(one[1] !== undefined && { placeId: one[1] }) };
    }
  },
});

const SLEEP: Step = Object.freeze({});
const NOTHING: Waiting = Object.freeze({ begun: [] });

/** The result of one step on the waits, by key: the memory and the timers. */
class Change {
  readonly #at: number;
  readonly #waitMs: number;
  readonly #touched = new Set<string>();
  #memory: ByKey<Waiting>;

  constructor(before: ByKey<Waiting>, at: number, waitMs: number) {
    this.#memory = before;
    this.#at = at;
    this.#waitMs = waitMs;
  }

  get(key: string): Waiting {
    return this.#memory[key] ?? NOTHING;
  }

  set(key: string, waiting: Waiting): void {
    const forget = (name: string) => void this.#touched.add(name);
    const isForgotten = (one: Waiting) => isOver(one, this.#at);
    const entry = isForgotten(waiting) ? undefined : waiting;
    this.#memory = withEntry(this.#memory, key, entry, isForgotten, newestIn, forget) ?? {};
    this.#touched.add(key);
  }

  step(): Step {
    const keys = [...this.#touched];
    const isEmpty = Object.keys(this.#memory).length === 0;
    return {
      memory: isEmpty ? null : this.#memory,
      disarm: keys,
      arm: keys.flatMap((key) => {
        const [one] = this.get(key).begun;
        return one ? [{ key, dueAt: one[0] + this.#waitMs }] : [];
      }),
    };
  }
}

/** Nothing waits, and what ended is older than anything that may still begin. */
function isOver({ begun, endedAt = 0 }: Waiting, at: number): boolean {
  return begun.length === 0 && endedAt < at - TIME_RULE.lateMs;
}

function newestIn({ begun, endedAt = 0 }: Waiting): number {
  return Math.max(begun.at(-1)?.[0] ?? 0, endedAt);
}
