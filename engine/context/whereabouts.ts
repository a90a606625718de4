import type { Bounds, Position } from '../../triggers/places/contract.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import type { CellRange, Whereabouts } from './contract.ts';

/** Cells of the index of who is where: a hundredth of a degree, about 1.1 by 0.7 km in Central Europe. */
const CELLS_A_DEGREE = 100;
const ROWS = 180 * CELLS_A_DEGREE;
const COLUMNS = 360 * CELLS_A_DEGREE;
const CELLS = ROWS * COLUMNS;

/** Customers are looked for among those of whom we had a fix within this period or the one before. */
export const PERIOD_MS = 10 * 60_000;

/** Where a customer was last, and in which period, in one number; -1: nobody knows. As an object it would be made anew for every signal. */
export function packWhereabouts({ values }: CustomerState): number {
  const { 'location.lat': lat, 'location.lon': lon } = values;
  if (typeof lat?.v !== 'number' || typeof lon?.v !== 'number') return -1;
  return periodOf(lat.at) * CELLS + cellAt(lat.v, lon.v);
}

/**
 * What the index must be told of a customer: where they are, when they came into another cell or another period began;
 * undefined when it knows already. `before` is where they were.
 */
export function findMove(state: CustomerState, before: number): Whereabouts | undefined {
  const now = packWhereabouts(state);
  return now === before || now < 0 ? undefined : { period: Math.floor(now / CELLS), cell: now % CELLS };
}

/** The period that a time lies in. */
export function periodOf(at: number): number {
  return Math.floor(at / PERIOD_MS);
}

/** The periods that may still be kept (see `commit.lua`) in which a customer may stand. */
export function keptPeriods({ values }: CustomerState): readonly number[] {
  const last = values['location.lat'];
  return last ? Array.from({ length: KEPT_PERIODS }, (_, i) => periodOf(last.at) - i) : [];
}

/** An hour of them, and the one that began before it. */
const KEPT_PERIODS = 3_600_000 / PERIOD_MS + 1;

/** The number of the cell that a position lies in. */
export function cellAt(lat: number, lon: number): number {
  return rowOf(lat) * COLUMNS + columnOf(lon);
}

/** The middle of a cell. */
export function positionOfCell(cell: number): Position {
  return {
    lat: (Math.floor(cell / COLUMNS) + 0.5) / CELLS_A_DEGREE - 90,
    lon: ((cell % COLUMNS) + 0.5) / CELLS_A_DEGREE - 180,
  };
}

/** The cells of a box, a range for each row; in order. */
export function* cellRanges({ west, south, east, north }: Bounds): Generator<CellRange> {
  for (let row = rowOf(south); row <= rowOf(north); row++) {
    const start = row * COLUMNS;
    if (west <= east) yield [start + columnOf(west), start + columnOf(east)];
    else {
      yield [start, start + columnOf(east)];
      yield [start + columnOf(west), start + COLUMNS - 1];
    }
  }
}

function rowOf(lat: number): number {
  return Math.min(Math.floor((lat + 90) * CELLS_A_DEGREE), ROWS - 1);
}

function columnOf(lon: number): number {
  return Math.min(Math.floor((lon + 180) * CELLS_A_DEGREE), COLUMNS - 1);
}
