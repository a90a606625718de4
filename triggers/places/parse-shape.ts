import * as z from 'zod';
import { problemsIn } from '../problems/problem-path.ts';
import type { Position, Ring, Shape } from './contract.ts';
import { CONVERT } from './crs.ts';
import { quickRings } from './quick-rings.ts';
import { polygonProblems, tidyRing } from './ring-problems.ts';
import { areaOf, unrollRing } from './unroll-ring.ts';

/** Circles and corridors, metres. */
const RADIUS = { least: 1, most: 1_000_000 } as const;
const WIDTH = { least: 1, most: 100_000 } as const;
const MOST_POLYGONS = 1_000;
/** Positions of one place that are told to be wrong, one by one. */
const MOST_POSITIONS = 5;
const LINE_POINTS = { least: 2, most: 10_000 } as const;

type Report = (path: string, expected: string) => void;
type Coordinates = readonly [lon: number, lat: number];

const POSITION = 'a position [longitude, latitude] in degrees';
const position = z
  .array(z.number(POSITION), POSITION)
  .min(2, POSITION)
  .max(3, POSITION)
  .superRefine(([lon = 0, lat = 0], context) => {
    const expected = fault(lon, lat);
    if (expected) context.addIssue({ code: 'custom', message: expected });
  })
  .transform(([lon = 0, lat = 0]): Coordinates => [lon, lat]);
const ring = z.array(position, 'a ring: a list of positions');
const polygon = z.array(ring, 'a polygon: a list of rings').min(1, 'a polygon: a list of at least one ring');
const COORDINATES = {
  Point: position,
  LineString: z.array(position, 'a list of positions').min(LINE_POINTS.least).max(LINE_POINTS.most),
  Polygon: polygon,
  MultiPolygon: z.array(polygon, 'a list of polygons').min(1, 'at least one polygon').max(MOST_POLYGONS),
} as const;

/** Sizes that a shape needs besides its geometry. */
export interface Sizes {
  readonly radiusMetres?: number | undefined;
  readonly widthMetres?: number | undefined;
  /** In place of a size. */
  readonly beacons?: readonly string[] | undefined;
}

/**
 * Reads a GeoJSON geometry (RFC 7946) as a shape; reports where it is broken and how to mend it. Rings are wound right.
 */
export function parseShape(geometry: unknown, sizes: Sizes, report: Report): Shape | undefined {
  const { type, coordinates } = (geometry ?? {}) as { readonly type?: unknown; readonly coordinates?: unknown };
  if (typeof type !== 'string' || !(type in COORDINATES)) {
    report('geometry.type', `one of ${Object.keys(COORDINATES).join(', ')}, got ${JSON.stringify(type)}`);
    return undefined;
  }
  if (sizes.beacons && (type !== 'Point' || sizes.radiusMetres !== undefined)) {
    report('properties.beacons', 'a Point without radiusMetres: a place has a shape or beacons, one of the two');
    return undefined;
  }
  const read = readCoordinates(type as keyof typeof COORDINATES, coordinates, report);
  if (read === undefined) return undefined;
  if (sizes.beacons) return { type: 'point', centre: positionOf(read as Coordinates) };
  if (type === 'Point') return circleOf(read as Coordinates, sizes.radiusMetres, report);
  if (type === 'LineString') return corridorOf(read as readonly Coordinates[], sizes.widthMetres, report);
  return type === 'Polygon'
    ? polygonOf([read as readonly Ring[]], () => '', report)
    : polygonOf(read as readonly (readonly Ring[])[], (i) => `[${i}]`, report);
}

/** The schema tells what is wrong; what is right it need not look at. */
function readCoordinates(type: keyof typeof COORDINATES, coordinates: unknown, report: Report): unknown {
  if (type === 'Polygon' || type === 'MultiPolygon') {
    const rings = quickRings(coordinates, type === 'Polygon' ? 1 : 2);
    if (rings) return rings;
  }
  const parsed = COORDINATES[type].safeParse(coordinates);
  if (parsed.success) return parsed.data;
  reportFirst([...problemsIn(parsed.error, 'geometry.coordinates')], report);
  return undefined;
}

/** A file in other coordinates is wrong in each of its positions, and that says nothing more. */
function reportFirst(problems: readonly { readonly path: string; readonly expected: string }[], report: Report): void {
  for (const { path, expected } of problems.slice(0, MOST_POSITIONS)) report(path, expected);
  const more = problems.length - MOST_POSITIONS;
  if (more > 0) report('geometry.coordinates', `such positions everywhere; ${more} more are not`);
}

function fault(lon: number, lat: number): string | undefined {
  if (Math.abs(lat) <= 90 && Math.abs(lon) <= 180) return undefined;
  if (Math.abs(lon) <= 90 && Math.abs(lat) <= 180)
    return `[longitude, latitude]; [${lon}, ${lat}] looks swapped, write [${lat}, ${lon}]`;
  if (Math.abs(lat) <= 90 && Math.abs(lon) <= 540) {
    const same = ((((lon + 180) % 360) + 360) % 360) - 180;
    return `a longitude from -180 to 180, got ${lon}; the same place is ${Math.round(same * 1e9) / 1e9}`;
  }
  const looks = isProjected(lon, lat) ? `; it looks projected, in metres: ${CONVERT}` : '';
  return `a longitude from -180 to 180 and a latitude from -90 to 90, got [${lon}, ${lat}]${looks}`;
}

/** Further than any number of degrees that a tool makes by going round the Earth. */
function isProjected(lon: number, lat: number): boolean {
  return Math.abs(lon) > 720 || Math.abs(lat) > 720;
}

function circleOf(at: Coordinates, radiusMetres: number | undefined, report: Report): Shape | undefined {
  if (!isWithin(radiusMetres, RADIUS)) {
    report(
      'properties.radiusMetres',
      `the circle's radius, ${RADIUS.least} to ${RADIUS.most} metres${sayGot(radiusMetres)}`,
    );
    return undefined;
  }
  return { type: 'circle', centre: positionOf(at), radiusMetres };
}

function corridorOf(line: readonly Coordinates[], widthMetres: number | undefined, report: Report): Shape | undefined {
  if (!isWithin(widthMetres, WIDTH)) {
    report(
      'properties.widthMetres',
      `the corridor's width, ${WIDTH.least} to ${WIDTH.most} metres${sayGot(widthMetres)}`,
    );
    return undefined;
  }
  const distinct = line.filter(([lon, lat], i) => i === 0 || lon !== line[i - 1]![0] || lat !== line[i - 1]![1]);
  if (distinct.length < 2) {
    report('geometry.coordinates', 'a line with two different positions');
    return undefined;
  }
  return { type: 'corridor', line: distinct.map(positionOf), widthMetres };
}

function polygonOf(
  polygons: readonly (readonly Ring[])[],
  pathOf: (polygon: number) => string,
  report: Report,
): Shape | undefined {
  let isSound = true;
  const tidy = polygons.map((rings) => rings.map(tidyRing));
  for (const [i, rings] of tidy.entries()) {
    for (const { at, expected } of polygonProblems(rings)) {
      isSound = false;
      report(`geometry.coordinates${pathOf(i)}${at}`, expected);
    }
  }
  return isSound ? { type: 'polygon', polygons: tidy.map((rings) => rings.map(windRing)) } : undefined;
}

/** The outline anticlockwise, holes clockwise, as RFC 7946 asks; many tools write them the other way. */
function windRing(points: Ring, index: number): Ring {
  const isAnticlockwise = areaOf(unrollRing(points)) > 0;
  return isAnticlockwise === (index === 0) ? points : points.toReversed();
}

function positionOf([lon, lat]: Coordinates): Position {
  return { lat, lon };
}

function isWithin(
  value: number | undefined,
  { least, most }: { readonly least: number; readonly most: number },
): value is number {
  return value !== undefined && value >= least && value <= most;
}

function sayGot(value: number | undefined): string {
  return value === undefined ? '' : `, got ${value}`;
}
