import type { Clock } from '../contract.ts';

/** Cells are watched for this long after somebody was there, on the engine's clock. */
const WATCHED_MS = 20 * 60_000;
const MOST_WATCHED = 20_000;
const LOOK_EVERY_MS = 30_000;

/** The cells where people are, so that a change of the weather there is noticed though nobody asks for it. */
export interface CellWatch {
  /** Somebody is there: looks, and goes on looking for a while. */
  visit(cell: number): void;
  close(): void;
}

/** Looks after the cells where people are, again and again. */
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
