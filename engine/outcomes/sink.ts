import type { Cluster, Redis } from 'ioredis';
import { causeOf } from '../cause-of.ts';
import type { Clock, Log } from '../contract.ts';
import type { OutcomeStore, RedisStore, SinkLag } from '../stores/contract.ts';
import { leaveWithout } from '../stores/leave-without.ts';
import { type Bell, createBell } from './bell.ts';
import type { Sink } from './contract.ts';
import { createGather } from './gather.ts';
import { createLeases, type Leases } from './lease.ts';
import { createRounds, type RoundResult } from './rounds.ts';
import { ensureGroup, type StreamPosition } from './stream.ts';
import { startUpkeep, type Upkeep } from './upkeep.ts';
import { createWaiters, type Waiters } from './waiters.ts';
import { createWriter, type Writer } from './writer.ts';

/*
 * THE SINK moves rows from Redis Streams to ClickHouse, each exactly once.
 *
 * The idea. ClickHouse likes few large inserts and may be away; Redis is written with every commit. So a commit
 * appends its rows to the stream of its shard, and a sink reads many entries and inserts them as one part for each
 * table. A row is named by its place in the streams, and the place is stored with it, so ClickHouse can be asked
 * whether it has the row.
 *
 *   kairos:outcomes:{0}   entry 1700-0       entry 1700-1     entry 1702-0         one stream for each shard
 *                         r = R[…] T[…]      r = R[…]         r = M[…] R[…]        one line for each row (lines.ts)
 *                               |                  |                |
 *   one batch             outcomes: (1700,0,0,0) (1700,1,0,0) (1702,0,0,1)         the place: (ms, seq, shard, row)
 *                         signals:  (1700,0,0,1)
 *                         messages: (1702,0,0,0)
 *                               |  INSERT, marked `kairos-sink:0`: one part for each table
 *   ClickHouse            rows with stored_at, seq, shard, row
 *                               |  XACK 1700-0 1700-1 1702-0, later XTRIM
 *
 * What may fail, by example. A sink inserts `outcomes` and `signals` and dies before XACK, so the entries stay
 * pending. The next sink takes the lease of shard 0, and the shard is doubtful: the sink ends an insert marked with 0
 * that still runs, asks for the places from 1700 to 1702, finds all but (1702,0,0,0), inserts that row, and
 * acknowledges the entries.
 *
 * States of an entry, by the consumer group `sink` of its stream:
 *   NEW           no sink has read it                            `gather` reads it                    -> PENDING
 *   PENDING       its rows may be in ClickHouse or not           `writer` has inserted its rows       -> ACKNOWLEDGED
 *   ACKNOWLEDGED  its rows are in ClickHouse, or set aside       `upkeep` trims it
 * States of a shard, for one sink:
 *   NOT HELD      another sink has its lease, or none has        `upkeep` acquires the lease          -> DOUBTFUL
 *   DOUBTFUL      pending entries may be written already         `gather` finds no pending entry      -> CERTAIN
 *   CERTAIN       only new entries are read                      a round fails, an unread entry pends -> DOUBTFUL
 *   A lease that is not renewed in time falls to another sink: any -> NOT HELD.
 * States of a sink (`SinkState`):
 *   STARTING      the consumer groups may be missing             `prepare` makes them, starts upkeep  -> MOVING
 *   MOVING        round after round, with waits between          a command of Redis fails             -> FAILING
 *   FAILING       every held shard is doubtful; longer waits     `prepare`                            -> MOVING
 *   CLOSED        the last round ends, the leases are released   (from any state, by `close`)
 *
 * Invariants. An entry is acknowledged only after all its rows are in ClickHouse, or set aside as unreadable. A
 * doubtful batch is compared with ClickHouse before each insert. An insert begins only under leases that are sure for
 * another half of their time. Only acknowledged entries are trimmed, except by the fuse, which logs what is lost.
 *
 * Reading order. `lines.ts` and `layouts.ts` (a row as text), `stream.ts` (the commands), this file, `rounds.ts`,
 * `gather.ts` (reading), `batch.ts` and `writer.ts` (inserting), `reconcile.ts` (asking what is there), `lease.ts`,
 * `upkeep.ts`; `open.ts` ties it to the engine.
 */

export interface SinkParts {
  readonly redis: Pick<RedisStore, 'connect'>;
  readonly store: OutcomeStore;
  readonly shards: number;
  readonly log: Log;
  readonly clock: Clock;
  /** A sink that stops without a word is replaced after this long. */
  readonly leaseMs?: number;
  /** The fuse: entries a stream may hold at most, far above any backlog; what is older is lost, and said so. */
  readonly mostEntries?: number;
}

type SinkState = 'starting' | 'moving' | 'failing' | 'closed';

/**
 * The wait for new rows: at least, at most after a round with few rows, at most after one with many, and while a call
 * waits for its rows.
 */
const LEAST_WAIT_MS = 250;
const MOST_WAIT_MS = 500;
const BUSY_WAIT_MS = 2_000;
const IMPATIENT_MS = 20;
/** From so many rows a round on, larger parts are worth more than sooner ones. */
const BUSY_ROWS = 500;
/**
 * A round waits so many times as long as the one before took: an insert with its views costs ClickHouse as much as some
 * thousand rows (docs/decisions/0078).
 */
const WAITS_PER_WORK = 6;
const LONGEST_BACKOFF_MS = 10_000;
const CLOSE_MS = 10_000;

/**
 * Starts to move rows. Any number of sinks may run: each shard is written by one at a time, and taken over when that
 * one stops. While ClickHouse is away rows wait in Redis.
 */
export function startSink({ redis: redisStore, store, shards: count, log, clock, ...limits }: SinkParts): Sink {
  const { leaseMs = 3_000, mostEntries = 2_000_000 } = limits;
  const shards = Array.from({ length: count }, (_, shard) => shard);
  const redis = redisStore.connect('stream');
  const leases = createLeases(redis, count, leaseMs, clock);
  const bell = createBell();
  const waiters = createWaiters(redis, shards);
  let state: SinkState = 'starting';
  const isClosed = () => state === 'closed';
  let upkeep: Upkeep | undefined;
  const positions = () => upkeep?.standings ?? [];
  const writer = createWriter(redis, { store, leases, log, bell }, isClosed);
  const rounds = createRounds({ leases, gather: createGather(redis), writer, positions });

  /** STARTING or FAILING → MOVING. Rejects when Redis fails. */
  const prepare = async () => {
    await Promise.all(shards.map((shard) => ensureGroup(redis, shard)));
    if (isClosed()) return;
    state = 'moving';
    const options = { shards: count, leaseMs, mostEntries, log };
    upkeep ??= startUpkeep(redis, leases, options, (shard) => rounds.doubt([shard]));
  };
  /** MOVING → FAILING, or the same again. */
  const fail = (cause: unknown) => {
    state = 'failing';
    log.warn('the sink tries again', { cause: causeOf(cause) });
    rounds.doubt(leases.held);
  };
  const waitForRows = async ({ rows, hasMore }: RoundResult, tookMs: number) => {
    if (hasMore) return;
    const mostMs = rows < BUSY_ROWS ? MOST_WAIT_MS : BUSY_WAIT_MS;
    const pauseMs = Math.min(mostMs, Math.max(LEAST_WAIT_MS, WAITS_PER_WORK * tookMs));
    await bell.wait(waiters.count > 0 ? IMPATIENT_MS : pauseMs);
  };
  const run = async () => {
    for (let backoffMs = LEAST_WAIT_MS; !isClosed(); ) {
      try {
        if (state !== 'moving') await prepare();
        const began = performance.now();
        const result = await rounds.next();
        const tookMs = performance.now() - began;
        if (waiters.count > 0) await waiters.tell();
        await waitForRows(result, tookMs);
        backoffMs = LEAST_WAIT_MS;
      } catch (cause) {
        if (isClosed()) break;
        fail(cause);
        await bell.wait(backoffMs);
        backoffMs = Math.min(backoffMs * 2, LONGEST_BACKOFF_MS);
      }
    }
  };
  const running = run();

  /** Any state → CLOSED. */
  const stop = async () => {
    state = 'closed';
    bell.ring();
    waiters.reject(closedError());
    await endWithin(redis, async () => {
      await running;
      await upkeep?.stop();
      await release(leases);
    });
  };
  let closed: Promise<void> | undefined;
  return {
    lag: () => lagOf(positions(), writer, clock.wall()),
    drained: () => drain(waiters, bell, isClosed),
    close() {
      closed ??= stop();
      return closed;
    },
  };
}

function lagOf(positions: readonly StreamPosition[], { rows, failing }: Writer, now: number): SinkLag {
  const behind = positions.filter(({ oldestAt }) => oldestAt !== undefined);
  const oldestAt = Math.min(...behind.map((position) => position.oldestAt ?? 0));
  return {
    entries: behind.reduce((sum, { entries }) => sum + entries, 0),
    oldestMs: behind.length === 0 ? 0 : Math.max(0, now - oldestAt),
    rows,
    failing,
  };
}

async function drain(waiters: Waiters, bell: Bell, isClosed: () => boolean): Promise<void> {
  if (isClosed()) throw closedError();
  const { done } = await waiters.add();
  if (isClosed()) waiters.reject(closedError());
  bell.ring();
  await done;
}

function closedError(): Error {
  return new Error('the sink is closed');
}

/**
 * Ends the use of a connection. Commands wait for an absent Redis without limit; `end` does not, and its connection is
 * cut.
 */
async function endWithin(redis: Redis | Cluster, end: () => Promise<void>): Promise<void> {
  const stopAsking = leaveWithout(redis, () => redis.disconnect());
  const deadline = setTimeout(() => redis.disconnect(), CLOSE_MS);
  await end();
  clearTimeout(deadline);
  stopAsking();
  redis.disconnect();
}

/** Releases the leases; those that Redis does not release fall to the next sink by themselves. */
async function release(leases: Leases): Promise<void> {
  await leases.release().catch(() => undefined);
}
