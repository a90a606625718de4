import type { WhoIsWhere } from '../context/contract.ts';
import { periodOf } from '../context/whereabouts.ts';

/** The most cells in one call; it limits how long Redis is busy with it. */
const CELLS_A_CALL = 500;
/**
 * The most cells of one shard and period. Five rows of them make one cell of the weather, and 20,000 of those are
 * watched.
 */
const MOST_CELLS = 100_000;

/**
 * Yields the cells in which a customer was lately: one for each cell of the weather and row in it, some more than once.
 */
export async function* findPeopledCells(
  who: Pick<WhoIsWhere, 'cells'>,
  shards: number,
  now: number,
): AsyncGenerator<number> {
  for (const period of [periodOf(now), periodOf(now) - 1]) {
    for (let shard = 0; shard < shards; shard++) {
      let after: number | undefined;
      for (let read = 0; read < MOST_CELLS; read += CELLS_A_CALL) {
        const cells = await who.cells(shard, period, after, CELLS_A_CALL);
        yield* cells;
        if (cells.length < CELLS_A_CALL) break;
        after = cells.at(-1)!;
      }
    }
  }
}
