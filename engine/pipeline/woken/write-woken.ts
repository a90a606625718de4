import type { Cluster, Redis } from 'ioredis';
import { bucketOf } from '../../../triggers/hash.ts';
import { causeOf } from '../../cause-of.ts';
import type { Closable, Log } from '../../contract.ts';
import { lineOf } from '../../outcomes/lines.ts';
import { outcomeStreamKey } from '../../outcomes/stream.ts';
import type { WokenTally } from './tally.ts';

const FLUSH_MS = 5_000;
/**
 * So many rows at most every five seconds: with ten thousand triggers nearly all counts change within that time, and
 * their rows would be a fifteenth of the work of ClickHouse (bench: engine-large).
 */
const MOST_ROWS = 1_000;

export interface WokenWriterParts {
  readonly redis: Redis | Cluster;
  readonly shards: number;
  /** Names this run of the engine; its rows go to one stream. */
  readonly run: string;
  readonly tally: WokenTally;
  readonly log: Log;
}

/**
 * Starts to write what a tally counted: every five seconds a thousand of the counts that changed, each in its turn, and
 * all of them when it is closed. Each row tells the count of its hour so far, so a row that is lost is made good by the
 * next; a kill loses the last five seconds, with thousands of triggers some minutes.
 */
export function startWokenWriter({
  redis,
  shards,
  run,
  tally,
  log,
}: WokenWriterParts): Closable & { flush(): Promise<void> } {
  const stream = outcomeStreamKey(bucketOf(run, shards));
  let flushing: Promise<void> = Promise.resolve();
  /** Whether there was something to write. */
  const writeSome = async () => {
    const rows = tally.takeChanged(MOST_ROWS);
    if (rows.length > 0) await redis.xadd(stream, '*', 'r', rows.map(lineOf).join('\n'));
    return rows.length > 0;
  };
  const writeAll = async () => {
    while (await writeSome());
  };
  const afterOthers = (write: () => Promise<unknown>): Promise<void> => {
    flushing = flushing
      .then(write)
      .then(() => undefined)
      .catch((cause: unknown) => {
        log.warn('counts of what woke triggers are not written', { cause: causeOf(cause) });
      });
    return flushing;
  };
  const timer = setInterval(() => void afterOthers(writeSome), FLUSH_MS).unref();
  return {
    flush: () => afterOthers(writeAll),
    async close() {
      clearInterval(timer);
      await afterOthers(writeAll);
    },
  };
}
