import type { Bounds, Position } from './contract.ts';

export type { Bounds };

/** The Earth as a ball: its mean radius (IUGG). Distances are right to half a percent. */
export const EARTH_METRES = 6_371_008.8;

/** A point on the ball of radius 1. */
export type Vector = readonly [x: number, y: number, z: number];

/** The distance between two positions on the ground. */
export function metresBetween(a: Position, b: Position): number {
  const sinLat = Math.sin(toRadians(b.lat - a.lat) / 2);
  const sinLon = Math.sin(toRadians(b.lon - a.lon) / 2);
  const h = sinLat * sinLat + Math.cos(toRadians(a.lat)) * Math.cos(toRadians(b.lat)) * sinLon * sinLon;
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
}

export function vectorOf({ lat, lon }: Position): Vector {
  const cosLat = Math.cos(toRadians(lat));
  return [cosLat * Math.cos(toRadians(lon)), cosLat * Math.sin(toRadians(lon)), Math.sin(toRadians(lat))];
}

export function positionOf([x, y, z]: Vector): Position {
  return { lat: toDegrees(Math.atan2(z, Math.hypot(x, y))), lon: toDegrees(Math.atan2(y, x)) };
}

/** The distance on the ground between two vectors. */
export function metresApart(a: Vector, b: Vector): number {
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) / 2));
}

/** The square of the straight line through the ball between points that are so far apart on the ground. */
export function chordSquared(metres: number): number {
  const chord = 2 * Math.sin(metres / EARTH_METRES / 2);
  return chord * chord;
}

/**
 * The normal of the great circle through two points, right also where they are close; nothing for a point and itself.
 */
export function normalOf(a: Vector, b: Vector): Vector {
  return unit(cross(subtract(a, b), add(a, b)));
}

/** A point of the arc from a to b, at a share of its length. */
export function alongArc(a: Vector, b: Vector, share: number): Vector {
  const angle = metresApart(a, b) / EARTH_METRES;
  if (angle === 0) return a;
  const [fromA, fromB] = [Math.sin((1 - share) * angle), Math.sin(share * angle)];
  return unit([fromA * a[0] + fromB * b[0], fromA * a[1] + fromB * b[1], fromA * a[2] + fromB * b[2]]);
}

/** A box around everything within a distance of a position. */
export function boundsAround({ lat, lon }: Position, metres: number): Bounds {
  const reach = toDegrees(metres / EARTH_METRES) + SLACK_DEGREES;
  const [south, north] = [Math.max(-90, lat - reach), Math.min(90, lat + reach)];
  const ratio = Math.sin(toRadians(reach)) / Math.cos(toRadians(lat));
  if (south <= -90 || north >= 90 || !(ratio < 1)) return { west: -180, south, east: 180, north };
  const reachLon = toDegrees(Math.asin(ratio)) + SLACK_DEGREES;
  if (reachLon >= 180) return { west: -180, south, east: 180, north };
  return { west: wrapLongitude(lon - reachLon), south, east: wrapLongitude(lon + reachLon), north };
}

/** The longitude from -180 to 180 that is the same meridian. */
export function wrapLongitude(lon: number): number {
  return lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon;
}

export function toRadians(angle: number): number {
  return (angle * Math.PI) / 180;
}

export function toDegrees(angle: number): number {
  return (angle * 180) / Math.PI;
}

const SLACK_DEGREES = 1e-9;

function add(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

function subtract(a: Vector, b: Vector): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function unit(v: Vector): Vector {
  const length = Math.hypot(v[0], v[1], v[2]);
  return length === 0 ? v : [v[0] / length, v[1] / length, v[2] / length];
}
