import { EARTH_METRES, metresBetween, toRadians } from '../geodesy.ts';
import { cellDegrees, middleX, middleY } from './grid.ts';

/** How far from its middle a cell in this row reaches, in metres; a hair more rather than less. */
export function cellReach(level: number, row: number): number {
  const y = middleY(level, row);
  const half = cellDegrees(level) / 2;
  const middle = { lat: y, lon: 0 };
  const farthest = Math.max(
    metresBetween(middle, { lat: y - half, lon: half }),
    metresBetween(middle, { lat: y + half, lon: half }),
  );
  return farthest * (1 + 1e-9) + 1e-3;
}

/** How wide a cell in this row is on the side that is further from the pole, in metres. */
export function cellWidth(level: number, row: number): number {
  const degrees = cellDegrees(level);
  const widest = Math.max(0, Math.abs(middleY(level, row)) - degrees / 2);
  return toRadians(degrees) * Math.cos(toRadians(widest)) * EARTH_METRES;
}

/** The middle of a cell on the ball. */
export function writeMiddle(level: number, col: number, row: number, into: Float64Array): void {
  const lat = (middleY(level, row) * Math.PI) / 180;
  const lon = (middleX(level, col) * Math.PI) / 180;
  into[0] = Math.cos(lat) * Math.cos(lon);
  into[1] = Math.cos(lat) * Math.sin(lon);
  into[2] = Math.sin(lat);
}
