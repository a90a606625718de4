import type { Cluster, Redis } from 'ioredis';
import { bucketOf } from '../../../triggers/hash.ts';
import { causeOf } from '../../cause-of.ts';
import type { Closable, Log } from '../../contract.ts';
import { lineOf } from '../../outcomes/lines.ts';
import { outcomeStreamKey } from '../../outcomes/stream.ts';
import type { WokenTally } from './tally.ts';

const FLUSH_MS = 5_000;
const MOST_IN_ENTRY = 1_000;

export interface WokenWriterParts {
  readonly redis: Redis | Cluster;
  readonly shards: number;
  /** Names this run of the engine; its rows go to one stream. */
  readonly run: string;
  readonly tally: WokenTally;
  readonly log: Log;
}

/**
 * Starts to write what a tally counted, every five seconds and when it is closed. Each row tells the count of its hour
 * so far, so a row that is lost is made good by the next; a kill loses the last five seconds.
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
  const write = async () => {
    const rows = tally.takeChanged();
    for (let i = 0; i < rows.length; i += MOST_IN_ENTRY) {
      const lines = rows.slice(i, i + MOST_IN_ENTRY).map(lineOf);
      await redis.xadd(stream, '*', 'r', lines.join('\n'));
    }
  };
  const flush = () => {
    flushing = flushing.then(write).catch((cause: unknown) => {
      log.warn('counts of what woke triggers are not written', { cause: causeOf(cause) });
    });
    return flushing;
  };
  const timer = setInterval(() => void flush(), FLUSH_MS).unref();
  return {
    flush,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}
