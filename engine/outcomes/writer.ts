import type { Cluster, Redis } from 'ioredis';
import { causeOf } from '../cause-of.ts';
import type { Log } from '../contract.ts';
import type { OutcomeStore } from '../stores/contract.ts';
import { groupByTable, insertBatch } from './batch.ts';
import type { Bell } from './bell.ts';
import type { Leases } from './lease.ts';
import { countAgain, markOf, missingOf } from './reconcile.ts';
import { acknowledge, REFUSED_STREAM, type StreamEntry, setAside } from './stream.ts';

/** Writes entries to ClickHouse. Tries again for as long as ClickHouse takes nothing. */
export interface Writer {
  /**
   * Writes the entries once and acknowledges them. `isDoubtful`: some may have been written before. Returns false when
   * a lease is lost; then nothing was written. Rejects when the sink is closed meanwhile.
   */
  write(entries: readonly StreamEntry[], isDoubtful: boolean): Promise<boolean>;
  /** The number of rows written so far. */
  readonly rows: number;
  /** The error of the last try; undefined: it succeeded. */
  readonly failing: string | undefined;
}

const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 10_000;

export function createWriter(
  redis: Redis | Cluster,
  parts: { readonly store: OutcomeStore; readonly leases: Leases; readonly log: Log; readonly bell: Bell },
  isStopped: () => boolean,
): Writer {
  const { store, leases, log, bell } = parts;
  let rows = 0;
  let failing: string | undefined;

  const refuse = async (line: string, why: string) => {
    log.error('ClickHouse cannot read a row; it is set aside', { stream: REFUSED_STREAM, why });
    await setAside(redis, line, why);
  };

  async function tryOnce(entries: readonly StreamEntry[], isDoubtful: boolean): Promise<boolean> {
    const batch = await groupByTable(entries, refuse);
    const absent = isDoubtful ? await missingOf(store, batch, entries, log) : batch;
    const shards = new Set(entries.map(({ shard }) => shard));
    for (const shard of shards) if (!(await leases.isSure(shard))) return false;
    await insertBatch(store, absent, markOf(shards), refuse);
    if (isDoubtful) await countAgain(store, entries);
    for (const written of absent.values()) rows += written.length;
    return true;
  }

  return {
    async write(entries, isDoubtful) {
      for (let backoff = FIRST_BACKOFF_MS; ; backoff = Math.min(backoff * 2, LONGEST_BACKOFF_MS)) {
        try {
          if (!(await tryOnce(entries, isDoubtful))) return false;
          break;
        } catch (cause) {
          if (isStopped()) throw cause;
          if (failing === undefined)
            log.warn('ClickHouse takes no rows; they wait in Redis', { cause: causeOf(cause) });
          failing = causeOf(cause);
          isDoubtful = true;
          await bell.wait(backoff);
          if (isStopped()) throw cause;
        }
      }
      if (failing !== undefined) log.info('ClickHouse takes rows again');
      failing = undefined;
      await acknowledge(redis, entries);
      return true;
    },
    get rows() {
      return rows;
    },
    get failing() {
      return failing;
    },
  };
}
