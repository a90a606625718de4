import { periodOf } from '../context/whereabouts.ts';
import type { WhoIsWhere } from '../context/who-is-where.ts';

/** Cells in one call: bounds how long it holds Redis. */
const CELLS_A_CALL = 500;
/** Cells of one shard and period; five rows of them make one cell of the weather, of which 20,000 are watched. */
const MOST_CELLS = 100_000;

/** Where somebody was lately: a cell of the index for each cell of the weather and row in it, some more than once. */
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
