import type { Position } from './contract.ts';
import { EARTH_METRES, metresBetween, toRadians } from './geodesy.ts';

/**
 * How far a position is from an edge, or `least` when that is less; right to three thousandths anywhere on the ball.
 * The edge is straight in degrees, as seen from the position, so near a pole it is a curve: it is halved wherever a
 * nearer point may lie on it.
 */
export function metresToCurve(here: Position, x1: number, y1: number, x2: number, y2: number, least: number): number {
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
  const metres = metresBetween(here, { lat: here.lat + y, lon: here.lon + x });
  const best = Math.min(metres, least);
  if (metres - halfLength(here.lat, x2 - x1, y1, y2) >= best * (1 - SHARE) - METRES) return best;
  return metresToCurve(here, x, y, x2, y2, metresToCurve(here, x1, y1, x, y, best));
}

/** Half of an edge's length on the ground, rather more than less: by its widest parallel. */
function halfLength(lat: number, east: number, y1: number, y2: number): number {
  const [south, north] = y1 < y2 ? [lat + y1, lat + y2] : [lat + y2, lat + y1];
  const widest = Math.cos(toRadians(Math.max(0, south, -north)));
  return (toRadians(Math.hypot(east * widest, north - south)) * EARTH_METRES) / 2;
}

// So near to the least there is, a half is not looked at further.
const SHARE = 3e-3;
const METRES = 1e-3;
