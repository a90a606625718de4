import * as z from 'zod';
import { duration, formatDuration } from '../arguments/durations.ts';
import { BEGIN_KEY, type CompiledWaker, type Moment, type Step } from '../contract.ts';
import { compileHappening, followsOf, happening, listensOf } from '../patterns/happening.ts';
import { nameMemory } from '../patterns/name-memory.ts';
import { BY_HAND } from '../state/message-states.ts';
import { DAY_MS, SECOND_MS } from '../time/spans.ts';
import { wakeKey } from '../waking/wake-keys.ts';
import { say } from '../words/say.ts';
import { defineWaker } from './contract.ts';

const TIMER = 'silence';

/**
 * Its timer is set once and looks, when it is due, whether anything came since: a signal costs no new timer. Customers
 * who are known at the publish are waited on from their last signal; whose time was over by then are not woken.
 */
export default defineWaker({
  name: 'inactivity',
  title: { en: 'has been silent', de: 'war lange still' },
  summary: {
    en: 'Nothing was heard of the customer for this long, or nothing of a kind; with after, beginning with something.',
    de: 'So lange war vom Kunden nichts zu hören, oder nichts von einer Art; mit einem Anfang: von diesem an.',
  },
  args: z.strictObject(
    {
      for: say(duration(SECOND_MS, 366 * DAY_MS), { en: 'For', de: 'So lange' }),
      of: say(
        happening,
        { en: 'Silent about', de: 'Still hinsichtlich' },
        { description: { en: 'About everything, where it is left out.', de: 'In allem, wo es fehlt.' } },
      ).optional(),
      after: say(
        happening,
        { en: 'Beginning with', de: 'Beginnend mit' },
        { description: { en: 'With any signal, where it is left out.', de: 'Mit jedem Signal, wo es fehlt.' } },
      ).optional(),
    },
    '{ for: 14d }, with or without of: { signal: … } and after: { signal: … }',
  ),
  onlyByTimer: true,
  examples: [
    { args: { for: '14d' }, listens: ['signal:*'] },
    { args: { for: '30d', of: { enter: { places: { tag: 'store' } } } }, listens: ['enter:#store'] },
    { args: { for: '20m', after: { signal: 'cart' } }, listens: ['signal:cart', 'signal:*'] },
  ],
  compile({ for: silenceMs, of, after }, nested): CompiledWaker {
    const sign = of === undefined ? ANYTHING : compileHappening(of, nested, '.of');
    const start = after && compileHappening(after, nested, '.after');
    return {
      listens: start ? listensOf([start, sign]) : sign.listens,
      remembers: nameMemory('inactivity', of, after),
      follows: [...followsOf(start ? [start] : [sign], true), ...followsOf(start ? [sign] : [], false)],
      begins: of === undefined && start === undefined,
      /** The memory is when something was last heard; none: nothing is waited on. */
      step(moment: Moment, memory: unknown): Step {
        const { at, stimulus, state } = moment;
        const last = typeof memory === 'number' ? memory : undefined;
        if (stimulus.type === 'timer') {
          if (stimulus.key === BEGIN_KEY) {
            const heardAt = last ?? state.lastAt;
            return heardAt > at - silenceMs ? waitFrom(heardAt) : SLEEP;
          }
          if (last === undefined) return SLEEP;
          return at < last + silenceMs ? waitFrom(last) : { wakes: true, memory: null };
        }
        if (start?.is(moment)) return heard(last, at);
        if (!sign.is(moment)) return SLEEP;
        if (!start) return heard(last, at);
        // The silence is broken; only what it is to follow begins it again.
        return last !== undefined && at >= last ? { memory: null, disarm: [TIMER] } : SLEEP;
      },
      merge: (mine, theirs) => Math.max(Number(mine ?? 0), Number(theirs ?? 0)),
      describe: (memory) =>
        typeof memory === 'number'
          ? `last heard at ${new Date(memory).toISOString()}; it wakes after ${formatDuration(silenceMs)} of silence`
          : undefined,
    };

    function heard(last: number | undefined, at: number): Step {
      if (last === undefined) return waitFrom(at);
      return at > last ? { memory: at } : SLEEP;
    }

    function waitFrom(last: number): Step {
      return { memory: last, arm: [{ key: TIMER, dueAt: last + silenceMs }] };
    }
  },
});

const SLEEP: Step = Object.freeze({});

/** Of a message only what the customer did with it: whether it arrived is no sign of life. */
const ANYTHING = {
  listens: [wakeKey.anySignal],
  follows: [],
  is: ({ stimulus, signal }: Moment) =>
    stimulus.type === 'signal' &&
    (signal?.kind !== 'message' || (BY_HAND.has(signal.value.state) && signal.value.machine !== true)),
};
