import type { Cluster, Redis } from 'ioredis';
import type { Weights } from '../../triggers/state/channels/contract.ts';
import { daypartOf } from '../../triggers/time/daypart.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../triggers/time/spans.ts';
import type { Clock, Closable, Log } from '../contract.ts';
import type { OutcomeStore, Sole } from '../stores/contract.ts';

/**
 * # What is known of all customers
 *
 * **Idea.** A customer of whom little was seen is taken for one like all others. How messages by each channel fared
 * with everybody, by part of the day and form of the device, is counted in ClickHouse once an hour by one engine, kept
 * in Redis, and read from there into memory by every engine once a minute: a decision asks memory alone.
 *
 * A count of all customers is worth five messages of one's own, however many they are.
 */
const KEY = 'kairos:channel-priors';
const COUNT_EVERY_MS = HOUR_MS;
const FOLLOW_EVERY_MS = MINUTE_MS;
const PERIOD_MS = 30 * DAY_MS;
const WORTH = 5;
/** Before anybody was seen: one message in five is reacted to. */
const UNSEEN: Weights = { hits: 1, misses: 4 };

const SQL = `
  SELECT channel, toString(device_form) AS form, hour, count() AS sent,
    countIf(isNotNull(opened_at) OR isNotNull(clicked_at) OR isNotNull(replied_at)) AS hits
  FROM results.decisions
  WHERE isNotNull(sent_at) AND at >= fromUnixTimestamp64Milli({since:Int64}, 'UTC') AND channel != '' AND isNotNull(hour)
  GROUP BY channel, form, hour`;

interface Row {
  readonly channel: string;
  readonly form: string;
  readonly hour: number;
  readonly sent: number | string;
  readonly hits: number | string;
}

/** What is known, in memory. */
export interface ChannelPriors extends Closable {
  /** Returns how messages of all customers by a channel fare at a kind of moment; undefined: nothing is known. */
  of(channel: string, slot: string): Weights | undefined;
}

/** Starts to follow what is known. Nothing is known until the first look; a Redis that is away changes nothing. */
export async function followChannelPriors(redis: Redis | Cluster): Promise<ChannelPriors> {
  let known: ReadonlyMap<string, Weights> = new Map();
  const look = async () => {
    const text = await redis.get(KEY);
    if (text !== null) known = new Map(Object.entries(JSON.parse(text) as Record<string, Weights>));
  };
  let looking = look().catch(() => undefined);
  const timer = setInterval(() => {
    looking = looking.then(look).catch(() => undefined);
  }, FOLLOW_EVERY_MS).unref();
  await looking;
  return {
    of: (channel, slot) => known.get(`${channel}.${slot}`),
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}

export interface CountingParts {
  readonly redis: Redis | Cluster;
  readonly store: Pick<OutcomeStore, 'query'>;
  readonly sole: Sole;
  /** Whether the live workspace learns channels; else nothing is counted. */
  readonly isWanted: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** Counts how messages fared, once an hour, in one engine. `count` does it at once, for who has the right. */
export function startCountingPriors(parts: CountingParts): Closable & { count(): Promise<void> } {
  const { redis, sole, isWanted, clock, log } = parts;
  const count = async () => {
    if (!isWanted() || !(await sole.hold())) return;
    const rows = await parts.store.query<Row>(SQL, { since: Math.trunc(clock.now() - PERIOD_MS) });
    await redis.set(KEY, JSON.stringify(Object.fromEntries(priorsOf(rows))), 'PX', PERIOD_MS);
  };
  const beat = () => count().catch((cause: unknown) => log.warn('how channels fare could not be counted', { cause }));
  let counting: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    counting = counting.then(beat);
  }, COUNT_EVERY_MS).unref();
  return {
    count,
    async close() {
      clearInterval(timer);
      await counting;
      await sole.release().catch(() => undefined);
    },
  };
}

/**
 * Weighs what was counted: by channel and kind of moment; of a kind that few were seen in, the whole channel tells
 * more.
 */
export function priorsOf(rows: readonly Row[]): ReadonlyMap<string, Weights> {
  const whole = new Map<string, Weights>();
  const slots = new Map<string, Weights>();
  for (const { channel, form, hour, sent, hits } of rows) {
    const misses = Number(sent) - Number(hits);
    add(whole, channel, Number(hits), misses);
    add(slots, `${channel}.${daypartAt(hour)}.${form || 'unknown'}`, Number(hits), misses);
  }
  return new Map(
    Array.from(slots, ([name, seen]) => {
      const channel = scale(plus(whole.get(name.slice(0, name.indexOf('.')))!, UNSEEN), WORTH);
      return [name, round(scale(plus(seen, channel), WORTH))] as const;
    }),
  );
}

function daypartAt(hour: number): string {
  return daypartOf('UTC', hour * HOUR_MS);
}

function add(into: Map<string, Weights>, name: string, hits: number, misses: number): void {
  into.set(name, plus(into.get(name) ?? { hits: 0, misses: 0 }, { hits, misses }));
}

function plus(a: Weights, b: Weights): Weights {
  return { hits: a.hits + b.hits, misses: a.misses + b.misses };
}

function scale({ hits, misses }: Weights, to: number): Weights {
  return { hits: (hits / (hits + misses)) * to, misses: (misses / (hits + misses)) * to };
}

function round({ hits, misses }: Weights): Weights {
  return { hits: Math.round(hits * 1_000) / 1_000, misses: Math.round(misses * 1_000) / 1_000 };
}
