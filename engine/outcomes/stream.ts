import type { Cluster, Redis } from 'ioredis';
import { allowWhenFull, sendEvenWhenFull } from '../stores/allow-when-full.ts';

/** Returns the key of a shard's stream. The field `r` of an entry holds newline-joined lines (see `lines.ts`). */
export const outcomeStreamKey = (shard: number) => `kairos:outcomes:{${shard}}`;

/** The stream of the rows that ClickHouse cannot read, with its error. An operator reads it. */
export const REFUSED_STREAM = 'kairos:outcomes-refused';

const GROUP = 'sink';
/** One consumer for all sinks: the next holder of a shard takes over the pending entries of the last. */
const CONSUMER = 'sink';

/** One entry of a stream: the place of its rows, and the rows. */
export interface StreamEntry {
  readonly shard: number;
  readonly id: string;
  readonly ms: number;
  readonly seq: number;
  readonly lines: readonly string[];
  readonly chars: number;
}

type Raw = [id: string, fields: string[] | null];

const CREATE_GROUP = allowWhenFull("return redis.call('XGROUP', 'CREATE', KEYS[1], ARGV[1], '0', 'MKSTREAM')");

/** Makes the consumer group of a shard's stream, from the stream's beginning. An existing group stays. */
export async function ensureGroup(redis: Redis | Cluster, shard: number): Promise<void> {
  try {
    await redis.eval(CREATE_GROUP, 1, outcomeStreamKey(shard), GROUP);
  } catch (error) {
    if (!(error as Error).message.includes('BUSYGROUP')) throw error;
  }
}

/** Reads unread entries (`new`), or entries that were read and not acknowledged (`pending`). */
export async function readEntries(
  redis: Redis | Cluster,
  shard: number,
  which: 'new' | 'pending',
  most: number,
): Promise<readonly StreamEntry[]> {
  const from = which === 'new' ? '>' : '0';
  const stream = outcomeStreamKey(shard);
  const found = (await redis.xreadgroup('GROUP', GROUP, CONSUMER, 'COUNT', most, 'STREAMS', stream, from)) as
    | [string, Raw[]][]
    | null;
  return (found?.[0]?.[1] ?? []).map((raw) => entryOf(shard, raw));
}

function entryOf(shard: number, [id, fields]: Raw): StreamEntry {
  const dash = id.indexOf('-');
  const [name, text = ''] = fields ?? [];
  return {
    shard,
    id,
    ms: Number(id.slice(0, dash)),
    seq: Number(id.slice(dash + 1)),
    // an entry that the fuse cut off is still pending, without its text
    lines: name === 'r' && text !== '' ? text.split('\n') : [],
    chars: text.length,
  };
}

/** Acknowledges entries: they are not read again. */
export async function acknowledge(redis: Redis | Cluster, entries: readonly StreamEntry[]): Promise<void> {
  const shards = new Set(entries.map(({ shard }) => shard));
  await Promise.all(
    [...shards].map((shard) => {
      const ids = entries.filter((entry) => entry.shard === shard).map(({ id }) => id);
      return redis.xack(outcomeStreamKey(shard), GROUP, ...ids);
    }),
  );
}

/** Returns the id of the last entry of a shard's stream; `0-0` when it is empty. */
export async function lastIdOf(redis: Redis | Cluster, shard: number): Promise<string> {
  const [last] = await redis.xrevrange(outcomeStreamKey(shard), '+', '-', 'COUNT', 1);
  return last?.[0] ?? '0-0';
}

/** How far a shard's stream is written. */
export interface StreamPosition {
  readonly shard: number;
  /** The entries in it, with those that are written and not trimmed yet. */
  readonly entries: number;
  /** Every entry before this id is in ClickHouse. */
  readonly writtenBefore: string;
  /** Every group that reads the stream has acknowledged every entry before this id. */
  readonly settledBefore: string;
  /** The entries that a sink has read and not acknowledged. */
  readonly pending: number;
  /** The time of the oldest entry that is not in ClickHouse; undefined: all are. */
  readonly oldestAt: number | undefined;
}

export async function readStreamPosition(redis: Redis | Cluster, shard: number): Promise<StreamPosition> {
  const stream = outcomeStreamKey(shard);
  const [info, groups] = (await Promise.all([redis.xinfo('STREAM', stream), redis.xinfo('GROUPS', stream)])) as [
    unknown[],
    unknown[][],
  ];
  const stand = recordOf(info);
  let writtenBefore = '0-0';
  let settledBefore: string | undefined;
  let pending = 0;
  for (const each of groups) {
    const group = recordOf(each);
    const name = String(group.get('name'));
    const waiting = Number(group.get('pending'));
    const [, first] = waiting > 0 ? ((await redis.xpending(stream, name)) as [number, string | null]) : [];
    const settled = first ?? nextIdAfter(String(group.get('last-delivered-id')));
    if (settledBefore === undefined || isBefore(settled, settledBefore)) settledBefore = settled;
    if (name === GROUP) [pending, writtenBefore] = [waiting, settled];
  }
  const [oldest] = await redis.xrange(stream, writtenBefore, '+', 'COUNT', 1);
  return {
    shard,
    entries: Number(stand.get('length')),
    writtenBefore,
    settledBefore: settledBefore ?? writtenBefore,
    pending,
    oldestAt: oldest && Number(oldest[0].split('-')[0]),
  };
}

/** Drops the entries that every group has acknowledged. MAXLEN would also drop others. */
export async function trimSettled(redis: Redis | Cluster, shard: number, settledBefore: string): Promise<void> {
  await redis.xtrim(outcomeStreamKey(shard), 'MINID', settledBefore);
}

/** The fuse: cuts a stream to at most so many entries. Returns how many were lost. */
export async function cutTo(redis: Redis | Cluster, shard: number, most: number): Promise<number> {
  return redis.xtrim(outcomeStreamKey(shard), 'MAXLEN', '~', most);
}

/** Sets aside a row that ClickHouse cannot read. */
export async function setAside(redis: Redis | Cluster, line: string, why: string): Promise<void> {
  await sendEvenWhenFull(redis, 'XADD', REFUSED_STREAM, 'MAXLEN', '~', 10_000, '*', 'r', line, 'why', why);
}

/** Tells whether one stream id comes before another. */
export function isBefore(id: string, other: string): boolean {
  const [ms, seq] = id.split('-').map(Number);
  const [otherMs, otherSeq] = other.split('-').map(Number);
  return ms! < otherMs! || (ms === otherMs && seq! < otherSeq!);
}

function nextIdAfter(id: string): string {
  const [ms, seq] = id.split('-');
  return `${ms}-${Number(seq) + 1}`;
}

function recordOf(flat: readonly unknown[]): ReadonlyMap<string, unknown> {
  const record = new Map<string, unknown>();
  for (let i = 0; i + 1 < flat.length; i += 2) record.set(String(flat[i]), flat[i + 1]);
  return record;
}
