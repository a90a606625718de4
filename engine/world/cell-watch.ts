import type { Clock } from '../contract.ts';

/** A cell is looked after for this long since the last customer was there, on the engine's clock. */
const WATCHED_MS = 20 * 60_000;
const MOST_WATCHED = 20_000;
const LOOK_EVERY_MS = 30_000;

/**
 * The cells where customers are. Their weather is fetched again and again, so that a change is noticed although no
 * condition asks.
 */
export interface CellWatch {
  /** Notes that a customer is in the cell: calls `look` now, and again for a while. */
  visit(cell: number): void;
  close(): void;
}

/** Starts to call `look` for each cell with customers, at even intervals, until closed. */
export function startCellWatch(clock: Clock, look: (cell: number) => unknown): CellWatch {
  const lastVisits = new Map<number, number>();
  const timer = setInterval(() => {
    const from = clock.now() - WATCHED_MS;
    for (const [cell, at] of lastVisits) {
      if (at < from) lastVisits.delete(cell);
      else look(cell);
    }
  }, LOOK_EVERY_MS).unref();
  return {
    visit(cell) {
      if (!lastVisits.has(cell) && lastVisits.size >= MOST_WATCHED) return;
      lastVisits.set(cell, clock.now());
      look(cell);
    },
    close: () => clearInterval(timer),
  };
}
