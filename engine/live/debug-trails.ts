import type { Match, Matcher, Moment, Trigger } from '../../triggers/contract.ts';
import { sayReason } from '../../triggers/deciding/say-reason.ts';
import { wakeKeys } from '../../triggers/waking/wake-keys.ts';
import type { Clock, Closable, Log } from '../contract.ts';
import type { Outcome } from '../outcomes/contract.ts';
import type { RedisStore } from '../stores/contract.ts';
import type { DebugNote, DebugTrails } from './contract.ts';

/** Who looks at a customer's trail says so here, again and again. */
const WANTED = 'kairos:debug-wanted';
/** A trail is kept for so long after somebody looked. */
const WATCHED_MS = 15_000;
const KEPT_MS = 10 * 60_000;
const MOST_NOTES = 100;
const MOST_WATCHED = 100;
/** A workspace with more triggers is told of those that match alone. */
const MOST_TRIGGERS = 5_000;

export interface DebugTrailsParts {
  readonly redis: Pick<RedisStore, 'connect'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Starts the trails of customers who are looked at: what an app's developer asks for with a debug token. It costs
 * nothing while there is none, and one look into a map for each row while there is.
 */
export async function startDebugTrails({ redis, clock, log }: DebugTrailsParts): Promise<DebugTrails & Closable> {
  const listening = redis.connect('subscribe');
  const store = redis.connect('api');
  const watched = new Map<string, number>();
  const isWatched = (customer: string): boolean => {
    if (watched.size === 0) return false;
    const until = watched.get(customer);
    if (until === undefined || until >= clock.wall()) return until !== undefined;
    watched.delete(customer);
    return false;
  };
  const keyOf = (customer: string) => `kairos:debug:${customer}`;
  const write = (customer: string, note: DebugNote): void => {
    const key = keyOf(customer);
    store
      .multi()
      .rpush(key, JSON.stringify(note))
      .ltrim(key, -MOST_NOTES, -1)
      .pexpire(key, KEPT_MS)
      .exec()
      .catch((cause: unknown) => log.warn('a debug trail could not be written', { cause }));
  };
  const slept = (trigger: Trigger, moment: Moment): void => {
    const refusal = trigger.whyNot?.(moment);
    write(moment.state.id, {
      ...{ at: moment.at, step: 'no-match', trigger: trigger.definition.name, signal: moment.origin.id },
      ...(moment.place && { place: moment.place.id }),
      ...(refusal && { reason: `${refusal.condition}: ${refusal.answer}` }),
    });
  };
  listening.on('message', (_channel: string, customer: string) => {
    if (watched.size < MOST_WATCHED || watched.has(customer)) watched.set(customer, clock.wall() + WATCHED_MS);
    for (const [one, until] of watched) if (until < clock.wall()) watched.delete(one);
  });
  await listening.subscribe(WANTED);

  return {
    happened({ customer, at, step, trigger, signal, place, channel, gate, why }: Outcome) {
      if (!isWatched(customer)) return;
      write(customer, {
        ...{ at, step, trigger, signal },
        ...(place !== '' && { place }),
        ...(channel !== '' && { channel }),
        ...(gate !== '' && { gate }),
        ...(why && { reason: sayReason(why) }),
      });
    },
    see(matcher: Matcher, moment: Moment, found: readonly Match[], from: number) {
      if (!isWatched(moment.state.id) || matcher.triggers.size > MOST_TRIGGERS) return;
      if (moment.stimulus.type === 'timer') return;
      const keys = new Set(wakeKeys(moment.stimulus, moment.signal));
      const matched = new Set(found.slice(from).map(({ trigger }) => trigger));
      for (const trigger of matcher.triggers.values()) {
        const { waker } = trigger;
        if (!waker.step && !matched.has(trigger) && waker.listens.some((key) => keys.has(key))) slept(trigger, moment);
      }
    },
    miss(trigger: Trigger, moment: Moment) {
      if (trigger.waker.step && isWatched(moment.state.id)) slept(trigger, moment);
    },
    async read(customer) {
      await store.publish(WANTED, customer);
      return (await store.lrange(keyOf(customer), 0, -1)).map((text) => JSON.parse(text) as DebugNote);
    },
    async forget(customer) {
      watched.delete(customer);
      await store.del(keyOf(customer));
    },
    async close() {
      watched.clear();
      listening.disconnect();
    },
  };
}
