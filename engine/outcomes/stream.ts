import type { Cluster, Redis } from 'ioredis';
import { allowWhenFull, sendEvenWhenFull } from '../stores/allow-when-full.ts';

/** The stream of one shard's rows; an entry's field `r` holds newline-joined lines (see `lines.ts`). */
export const outcomeStreamKey = (shard: number) => `kairos:outcomes:{${shard}}`;

/** Rows that ClickHouse cannot read, with its words, for somebody to look at. */
export const REFUSED_STREAM = 'kairos:outcomes-refused';

const GROUP = 'sink';
/** One name for all: whoever holds a shard takes over what the last holder left pending. */
const CONSUMER = 'sink';

/** One entry of a stream: the place of its rows in it, and the rows. */
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

/** Makes the consumer group that reads a shard's stream, from its beginning. */
export async function ensureGroup(redis: Redis | Cluster, shard: number): Promise<void> {
  try {
    await redis.eval(CREATE_GROUP, 1, outcomeStreamKey(shard), GROUP);
  } catch (error) {
    if (!(error as Error).message.includes('BUSYGROUP')) throw error;
  }
}

/** Entries nobody has read yet (`new`), or those read and never acknowledged (`pending`). */
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

/** Says that the entries need not be handed out again. */
export async function acknowledge(redis: Redis | Cluster, entries: readonly StreamEntry[]): Promise<void> {
  const shards = new Set(entries.map(({ shard }) => shard));
  await Promise.all(
    [...shards].map((shard) => {
      const ids = entries.filter((entry) => entry.shard === shard).map(({ id }) => id);
      return redis.xack(outcomeStreamKey(shard), GROUP, ...ids);
    }),
  );
}

/** The id of the last entry that was ever added to a shard's stream; `0-0` before the first. */
export async function lastIdOf(redis: Redis | Cluster, shard: number): Promise<string> {
  const [last] = await redis.xrevrange(outcomeStreamKey(shard), '+', '-', 'COUNT', 1);
  return last?.[0] ?? '0-0';
}

/** Where a shard's stream stands. */
export interface StreamPosition {
  readonly shard: number;
  /** Entries in it, also those that are written and not trimmed yet. */
  readonly entries: number;
  /** Every entry before this id is in ClickHouse. */
  readonly writtenBefore: string;
  /** Every entry before this id is done with by all groups that read the stream. */
  readonly settledBefore: string;
  /** Entries the sink has read and not acknowledged. */
  readonly pending: number;
  /** When the oldest entry that is not in ClickHouse was added; undefined: all are. */
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

/** Drops what everybody has acknowledged. MAXLEN would not do: it knows nothing of who has read what. */
export async function trimSettled(redis: Redis | Cluster, shard: number, settledBefore: string): Promise<void> {
  await redis.xtrim(outcomeStreamKey(shard), 'MINID', settledBefore);
}

/** The fuse: at most so many entries, whatever is lost. Says how many were. */
export async function cutTo(redis: Redis | Cluster, shard: number, most: number): Promise<number> {
  return redis.xtrim(outcomeStreamKey(shard), 'MAXLEN', '~', most);
}

/** Sets aside rows that ClickHouse cannot read. */
export async function setAside(redis: Redis | Cluster, line: string, why: string): Promise<void> {
  await sendEvenWhenFull(redis, 'XADD', REFUSED_STREAM, 'MAXLEN', '~', 10_000, '*', 'r', line, 'why', why);
}

/** Whether one stream id comes before another. */
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
