import type { Match, Matcher, Moment, Step, Trigger } from './contract.ts';
import type { Place } from './places/contract.ts';
import { timerKey } from './timers.ts';
import { wakeKeys } from './wake-keys.ts';

/**
 * Compiles triggers to a matcher: partitions by wake key, then closures one by one. `places` are those that wakers may speak of
 * by id; a trigger that a place wakes which is gone stays asleep.
 */
export function buildMatcher(triggers: readonly Trigger[], places: ReadonlyMap<string, Place>): Matcher {
  const entries = new Map(triggers.map((trigger) => [trigger.definition.name, entryOf(trigger)]));
  const partitions = partition(entries.values());
  let moments = 0;

  return Object.freeze({
    triggers: new Map(triggers.map((trigger) => [trigger.definition.name, trigger])),
    match(moment: Moment, out: Match[]): void {
      moments++;
      const { stimulus } = moment;
      if (stimulus.type === 'timer') {
        const entry = entries.get(stimulus.trigger);
        if (entry?.trigger.waker.step) ask(entry, moment, places, out);
        return;
      }
      for (const key of wakeKeys(stimulus, moment.signal)) {
        const partition = partitions.get(key);
        if (!partition) continue;
        partition.seen++;
        for (const entry of partition.entries) {
          // A trigger that listens to two keys of one stimulus is asked once.
          if (entry.askedAt === moments) continue;
          entry.askedAt = moments;
          ask(entry, moment, places, out);
        }
      }
    },
    get counts() {
      return {
        woken: new Map([...partitions].map(([key, { seen }]) => [key, seen])),
        matched: new Map([...entries].map(([name, { matched }]) => [name, matched])),
      };
    },
  });
}

interface Entry {
  readonly trigger: Trigger;
  readonly name: string;
  /** Whether it wants to know of a moment whose answer is unknown. */
  readonly waits: boolean;
  matched: number;
  /** The number of the last moment it was asked about. */
  askedAt: number;
}

interface Partition {
  readonly entries: Entry[];
  seen: number;
}

function entryOf(trigger: Trigger): Entry {
  const { name, unknown } = trigger.definition;
  return { trigger, name, waits: typeof unknown === 'object', matched: 0, askedAt: 0 };
}

function partition(entries: Iterable<Entry>): ReadonlyMap<string, Partition> {
  const partitions = new Map<string, Partition>();
  for (const entry of entries) {
    for (const key of entry.trigger.waker.listens) {
      const partition = partitions.get(key);
      if (partition) partition.entries.push(entry);
      else partitions.set(key, { entries: [entry], seen: 0 });
    }
  }
  return partitions;
}

function ask(entry: Entry, moment: Moment, places: ReadonlyMap<string, Place>, out: Match[]): void {
  const { trigger } = entry;
  let seen = moment;
  if (trigger.waker.step) {
    const woken = wake(entry, trigger.waker.step(moment, moment.state.memory[entry.name]), moment, places);
    if (!woken) return;
    seen = woken;
  }
  const answer = trigger.holds(seen);
  if (answer === false || (answer === undefined && !entry.waits)) return;
  entry.matched++;
  out.push({ trigger, moment: seen, answer });
}

/** Does what a waker asks for; gives the moment that it woke for, if it did. */
function wake(
  { name }: Entry,
  { wakes, memory, arm, disarm, placeId }: Step,
  moment: Moment,
  places: ReadonlyMap<string, Place>,
): Moment | undefined {
  const { state } = moment;
  if (memory === null) delete state.memory[name];
  else if (memory !== undefined) state.memory[name] = memory;
  if (disarm !== undefined) delete state.timers[timerKey(name, disarm)];
  if (arm) state.timers[timerKey(name, arm.key)] = { dueAt: arm.dueAt, trigger: name, key: arm.key };
  if (!wakes) return undefined;
  if (placeId === undefined || placeId === moment.place?.id) return moment;
  const place = places.get(placeId);
  return place && { ...moment, place };
}
