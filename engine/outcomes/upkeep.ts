import type { Cluster, Redis } from 'ioredis';
import { causeOf } from '../cause-of.ts';
import type { Log } from '../contract.ts';
import type { Leases } from './lease.ts';
import * as stream from './stream.ts';

/** The work beside the writing: leases, trimming, the fuse, and the positions of the streams. */
export interface Upkeep {
  /** The positions of the streams, at most a second old; empty before the first look. */
  readonly standings: readonly stream.StreamPosition[];
  stop(): Promise<void>;
}

const LOOK_MS = 1_000;

/** Starts the upkeep, every second or three times a lease. Calls `taken` for each shard that this sink took. */
export function startUpkeep(
  redis: Redis | Cluster,
  leases: Leases,
  options: { readonly shards: number; readonly leaseMs: number; readonly mostEntries: number; readonly log: Log },
  taken: (shard: number) => void,
): Upkeep {
  const { shards, leaseMs, mostEntries, log } = options;
  let standings: readonly stream.StreamPosition[] = [];
  let running: Promise<void> | undefined;
  let isFailing = false;

  async function look(): Promise<void> {
    await leases.renew();
    for (const shard of await leases.acquire()) taken(shard);
    standings = await Promise.all(
      Array.from({ length: shards }, (_, shard) => stream.readStreamPosition(redis, shard)),
    );
    for (const { shard, entries, settledBefore } of standings) {
      if (entries === 0 || !leases.held.has(shard)) continue;
      await stream.trimSettled(redis, shard, settledBefore);
      if (entries <= mostEntries) continue;
      const lost = await stream.cutTo(redis, shard, mostEntries);
      if (lost > 0) log.error('a stream of outcomes was too long and its oldest entries are lost', { shard, lost });
    }
  }
  const beat = () => {
    running ??= look()
      .then(
        () => {
          isFailing = false;
        },
        (error: unknown) => {
          if (!isFailing) log.warn('the streams of outcomes cannot be looked after', { cause: causeOf(error) });
          isFailing = true;
        },
      )
      .finally(() => {
        running = undefined;
      });
  };
  beat();
  const timer = setInterval(beat, Math.min(LOOK_MS, leaseMs / 3));
  return {
    get standings() {
      return standings;
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
