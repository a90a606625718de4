import type { Position } from '../../triggers/places/contract.ts';
import type { Bounds } from '../../triggers/places/geodesy.ts';

/**
 * The size of a cell. Weather is fetched and kept by cell: about 5.5 by 3.5 km in Central Europe, as fine as forecasts
 * are.
 */
export const CELL_DEGREES = 0.05;
const COLUMNS = 360 / CELL_DEGREES;

/** Returns the number of the cell that holds a position. */
export function cellOf(lat: number, lon: number): number {
  const row = Math.min(Math.floor((lat + 90) / CELL_DEGREES), 180 / CELL_DEGREES - 1);
  const column = Math.floor((lon + 180) / CELL_DEGREES) % COLUMNS;
  return row * COLUMNS + column;
}

/** Returns the middle of a cell. */
export function centreOf(cell: number): Position {
  const round = (degrees: number) => Math.round(degrees * 1e4) / 1e4;
  return {
    lat: round((Math.floor(cell / COLUMNS) + 0.5) * CELL_DEGREES - 90),
    lon: round(((cell % COLUMNS) + 0.5) * CELL_DEGREES - 180),
  };
}

/** Returns the box of a cell. */
export function boundsOfCell(cell: number): Bounds {
  const { lat, lon } = centreOf(cell);
  const half = CELL_DEGREES / 2;
  return { west: lon - half, south: lat - half, east: lon + half, north: lat + half };
}
