import type { Bounds, Position } from '../../triggers/places/contract.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import type { CellRange, Whereabouts } from './contract.ts';

/** The side of a cell is a hundredth of a degree: about 1.1 by 0.7 km in Central Europe. */
const CELLS_A_DEGREE = 100;
const ROWS = 180 * CELLS_A_DEGREE;
const COLUMNS = 360 * CELLS_A_DEGREE;

/** A wave looks for customers with a fix in the present period or the one before. */
export const PERIOD_MS = 10 * 60_000;

/** Finds the cell that a customer was in last, and in which period; undefined: no position is known. */
export function findWhereabouts({ values }: CustomerState): Whereabouts | undefined {
  const { 'location.lat': lat, 'location.lon': lon } = values;
  if (typeof lat?.v !== 'number' || typeof lon?.v !== 'number') return undefined;
  return { period: periodOf(lat.at), cell: cellAt(lat.v, lon.v) };
}

/**
 * Finds what the index must be told of a customer who was at `before`. Undefined: the cell and the period are the same.
 */
export function findMove(state: CustomerState, before: Whereabouts | undefined): Whereabouts | undefined {
  const now = findWhereabouts(state);
  return now?.period === before?.period && now?.cell === before?.cell ? undefined : now;
}

/** Returns the period that a time lies in. */
export function periodOf(at: number): number {
  return Math.floor(at / PERIOD_MS);
}

/** Lists the periods in which the index may still have a customer; `commit.lua` says how long it keeps one. */
export function keptPeriods({ values }: CustomerState): readonly number[] {
  const last = values['location.lat'];
  return last ? Array.from({ length: KEPT_PERIODS }, (_, i) => periodOf(last.at) - i) : [];
}

/** The periods of an hour, and the one that began before it. */
const KEPT_PERIODS = 3_600_000 / PERIOD_MS + 1;

/** Returns the number of the cell that a position lies in. */
export function cellAt(lat: number, lon: number): number {
  return rowOf(lat) * COLUMNS + columnOf(lon);
}

/** Returns the middle of a cell. */
export function positionOfCell(cell: number): Position {
  return {
    lat: (Math.floor(cell / COLUMNS) + 0.5) / CELLS_A_DEGREE - 90,
    lon: ((cell % COLUMNS) + 0.5) / CELLS_A_DEGREE - 180,
  };
}

/** Lists the cells of a box in order, one range for each row; two where the box crosses the 180th meridian. */
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
