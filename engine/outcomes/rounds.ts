import { groupsOf } from './batch.ts';
import type { createGather } from './gather.ts';
import type { Leases } from './lease.ts';
import type { StreamPosition } from './stream.ts';
import type { Writer } from './writer.ts';

/** The work of a sink: one round reads the shards that it holds and writes their rows. */
export interface Rounds {
  /** Makes shards doubtful: the next round asks ClickHouse which of their pending rows it has. */
  doubt(shards: Iterable<number>): void;
  /**
   * Runs one round. Rejects when Redis fails, or when the sink is closed meanwhile; then every held shard is to be
   * doubted.
   */
  next(): Promise<RoundResult>;
}

export interface RoundResult {
  readonly rows: number;
  /** The next round may find more at once. */
  readonly hasMore: boolean;
}

export interface RoundsParts {
  readonly leases: Pick<Leases, 'held'>;
  readonly gather: ReturnType<typeof createGather>;
  readonly writer: Pick<Writer, 'write'>;
  /** The streams as they were seen last. */
  readonly positions: () => readonly StreamPosition[];
}

/** Creates the rounds of a sink; no shard is doubtful yet. */
export function createRounds({ leases, gather, writer, positions }: RoundsParts): Rounds {
  const doubtful = new Set<number>();
  const doubt = (shards: Iterable<number>) => {
    for (const shard of shards) doubtful.add(shard);
  };
  return {
    doubt,
    async next() {
      const held = [...leases.held];
      const { certain, doubtful: again, rows, hasMore } = await gather(held, doubtful);
      // A read whose answer got lost leaves entries pending that no sink has seen.
      if (rows === 0) doubt(positions().flatMap(({ shard, pending }) => (pending > 0 ? [shard] : [])));
      for (const [entries, isDoubtful] of [[again, true] as const, [certain, false] as const]) {
        for (const group of groupsOf(entries)) {
          if (await writer.write(group, isDoubtful)) continue;
          doubt(held);
          return { rows, hasMore: false };
        }
      }
      return { rows, hasMore };
    },
  };
}
