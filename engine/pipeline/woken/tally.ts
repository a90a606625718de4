import type { Match, Matcher, Moment, Trigger } from '../../../triggers/contract.ts';
import { HOUR_MS } from '../../../triggers/time/spans.ts';
import { wakeKeys } from '../../../triggers/waking/wake-keys.ts';
import type { WokenRow } from '../../outcomes/contract.ts';

/*
 * WOKEN AND NOT MATCHED. Most of what wakes a trigger does not match it, and a marketer asks which condition said no.
 *
 * The idea. The index finds the few triggers that match without looking at the others, and that must stay so. So what
 * woke a wake key is counted, each time, at the cost of one addition; the triggers that listen to it are asked for the
 * condition only as far as a budget allows, a slice of them at a time, and an answer stands for all moments since that
 * trigger was asked last. With few signals or few triggers every moment is asked, and counts are exact; with many the
 * sum over conditions is that of the moments, and how it is spread over them is estimated from those that were asked.
 *
 *   signal:location   moments 1 204   listeners   walk-by (asked at 1 200: weight 4)
 *                                                 rain-begins (asked at 1 203: weight 1)
 *
 * A trigger whose waker keeps a memory is woken by its own step: the matcher tells of each miss, and each counts once.
 * Counts are of the engine's hour, in memory; `write-woken.ts` writes them bit by bit.
 */

/** The listeners of one wake key, and how often it was called. */
interface Heard {
  readonly triggers: Trigger[];
  /** For each, the number of moments at which it was asked last. */
  readonly askedAt: number[];
  moments: number;
  next: number;
}

/** How often in the hour, and how often as it was told last. */
interface Count {
  readonly row: Omit<WokenRow, 'count'>;
  count: number;
  told: number;
}

/** The counts of one trigger; of refusals by condition. */
interface CountsOfTrigger {
  readonly woken: Count;
  readonly no: Map<string, Count>;
  readonly unknown: Map<string, Count>;
}

/** Counts what wakes triggers. */
export interface WokenTally {
  /** Counts a moment that a matcher was asked about, with what it found from a position of its list on. */
  see(matcher: Matcher, moment: Moment, found: readonly Match[], from: number): void;
  /** Counts a moment that woke a trigger by its own step and did not match. */
  miss(trigger: Trigger, moment: Moment): void;
  /** Returns counts that have changed since they were returned last, so many at most, each in its turn. */
  takeChanged(most?: number): readonly WokenRow[];
}

/** Asking a trigger takes about a microsecond, so this is a five-hundredth of a core at most. */
const ASKED_PER_SECOND = 2_000;
const MOST_AT_ONCE = 200;
/** After a publish the listeners are listed anew, so many triggers at each moment, that none waits for all of them. */
const LISTED_AT_ONCE = 50;
/** Triggers times conditions within an hour; of further ones only that they were woken is counted. */
const MOST_COUNTS = 20_000;

/** Creates the counts of one engine. `run` tells its rows from those of other engines and other starts. */
export function createWokenTally(run: string, now: () => number): WokenTally {
  let heard = new Map<string, Heard>();
  let of: Matcher | undefined;
  let unlisted: Iterator<Trigger> | undefined;
  let counts = new Map<string, CountsOfTrigger>();
  /** All counts of the hour, in the order in which they began. */
  let begun: Count[] = [];
  /** Where among them the next look for changes begins. */
  let looked = 0;
  let left: WokenRow[] = [];
  let hour = 0;
  let budget = ASKED_PER_SECOND;
  let refilledAt = now();

  /** Takes the counts that have changed since they were told, so many at most, each in its turn. */
  const changed = (most: number) => {
    const rows: WokenRow[] = [];
    for (let n = begun.length; n > 0 && rows.length < most; n--) {
      const one = begun[looked]!;
      looked = looked + 1 === begun.length ? 0 : looked + 1;
      if (one.count === one.told) continue;
      one.told = one.count;
      rows.push({ ...one.row, count: one.count });
    }
    return rows;
  };
  const turn = () => {
    const at = now();
    const present = Math.floor(at / HOUR_MS) * HOUR_MS;
    budget = Math.min(ASKED_PER_SECOND, budget + Math.max(0, ((at - refilledAt) * ASKED_PER_SECOND) / 1_000));
    refilledAt = at;
    if (present === hour) return;
    left = [...left, ...changed(begun.length)];
    counts = new Map();
    begun = [];
    looked = 0;
    hour = present;
  };
  const begin = (wokenTrigger: string, condition: string, answer: WokenRow['answer']) => {
    const count = { row: { hour, wokenTrigger, condition, answer, run }, count: 0, told: 0 };
    begun.push(count);
    return count;
  };
  const countWake = (name: string, weight: number) => {
    let of = counts.get(name);
    if (!of) {
      of = { woken: begin(name, '', ''), no: new Map(), unknown: new Map() };
      counts.set(name, of);
    }
    of.woken.count += weight;
    return of;
  };
  const ask = (trigger: Trigger, moment: Moment, weight: number) => {
    const { name } = trigger.definition;
    const of = countWake(name, weight);
    const refusal = trigger.whyNot?.(moment);
    if (!refusal) return;
    const { condition, answer } = refusal;
    let count = of[answer].get(condition);
    if (!count) {
      if (begun.length >= MOST_COUNTS) return;
      count = begin(name, condition, answer);
      of[answer].set(condition, count);
    }
    count.count += weight;
  };
  const listMore = (matcher: Matcher) => {
    if (matcher !== of) {
      of = matcher;
      heard = new Map();
      unlisted = matcher.triggers.values();
    }
    for (let n = LISTED_AT_ONCE; n > 0 && unlisted; n--) {
      const { done, value } = unlisted.next();
      if (done) unlisted = undefined;
      else list(heard, value);
    }
  };

  return {
    see(matcher, moment, found, from) {
      turn();
      listMore(matcher);
      for (let i = from; i < found.length; i++) {
        const { trigger } = found[i]!;
        if (trigger.waker.step) countWake(trigger.definition.name, 1);
      }
      if (moment.stimulus.type === 'timer') return;
      for (const key of wakeKeys(moment.stimulus, moment.signal)) {
        const listeners = heard.get(key);
        if (!listeners) continue;
        const { triggers, askedAt } = listeners;
        listeners.moments++;
        for (let n = Math.min(triggers.length, MOST_AT_ONCE); n > 0 && budget >= 1; n--) {
          const i = listeners.next;
          listeners.next = i + 1 === triggers.length ? 0 : i + 1;
          budget--;
          ask(triggers[i]!, moment, listeners.moments - askedAt[i]!);
          askedAt[i] = listeners.moments;
        }
      }
    },
    miss(trigger, moment) {
      if (!trigger.waker.step) return;
      turn();
      ask(trigger, moment, 1);
    },
    takeChanged(most = Number.POSITIVE_INFINITY) {
      turn();
      const rows = left.slice(0, most);
      left = left.slice(rows.length);
      return [...rows, ...changed(most - rows.length)];
    },
  };
}

function list(heard: Map<string, Heard>, trigger: Trigger): void {
  if (trigger.waker.step) return;
  for (const key of trigger.waker.listens) {
    const listeners = heard.get(key) ?? { triggers: [], askedAt: [], moments: 0, next: 0 };
    heard.set(key, listeners);
    listeners.triggers.push(trigger);
    listeners.askedAt.push(listeners.moments);
  }
}

/** Makes a matcher whose moments are counted. */
export function countWoken(matcher: Matcher, tally: WokenTally): Matcher {
  return {
    triggers: matcher.triggers,
    get counts() {
      return matcher.counts;
    },
    match(moment, out) {
      const from = out.length;
      matcher.match(moment, out);
      tally.see(matcher, moment, out, from);
    },
  };
}
