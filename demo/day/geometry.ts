import type { Position } from '../../triggers/places/contract.ts';
import { EARTH_METRES, metresBetween, toRadians } from '../../triggers/places/geodesy.ts';

// The city is ten kilometres wide: on that scale the earth is flat to a few centimetres.
const METRES_A_DEGREE = toRadians(1) * EARTH_METRES;

/** The position a share of the way from one to another. */
export function moveAlong(a: Position, b: Position, share: number): Position {
  return { lat: a.lat + (b.lat - a.lat) * share, lon: a.lon + (b.lon - a.lon) * share };
}

/** A position moved by metres. */
export function movePosition(from: Position, north: number, east: number): Position {
  return {
    lat: from.lat + north / METRES_A_DEGREE,
    lon: from.lon + east / (METRES_A_DEGREE * Math.cos(toRadians(from.lat))),
  };
}

/** A position moved to the right of the direction from `a` to `b`, by metres. */
export function moveSideways(at: Position, a: Position, b: Position, metres: number): Position {
  const [north, east] = [northMetres(a, b), eastMetres(a, b)];
  const length = Math.hypot(north, east) || 1;
  return movePosition(at, (-east / length) * metres, (north / length) * metres);
}

/** Which share of the way from `a` to `b` comes nearest to a position, and how near. */
export function nearestOn(a: Position, b: Position, at: Position): { readonly share: number; readonly metres: number } {
  const [north, east] = [northMetres(a, b), eastMetres(a, b)];
  const squared = north * north + east * east;
  const share = squared === 0 ? 0 : (northMetres(a, at) * north + eastMetres(a, at) * east) / squared;
  const kept = Math.max(0, Math.min(1, share));
  return { share: kept, metres: metresBetween(moveAlong(a, b, kept), at) };
}

function northMetres(a: Position, b: Position): number {
  return (b.lat - a.lat) * METRES_A_DEGREE;
}

function eastMetres(a: Position, b: Position): number {
  return (b.lon - a.lon) * METRES_A_DEGREE * Math.cos(toRadians(a.lat));
}
