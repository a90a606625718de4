import { recordOf } from './definitions.ts';
import type { PlaceBody } from './place-text.ts';

export type LonLat = readonly [lon: number, lat: number];

/**
 * A shape while it is drawn. The rings of an area end where they begin, as in GeoJSON; those after the first are holes.
 * `isMulti`: it is written as an area of several parts also where it has one.
 */
export type DrawnShape =
  | { readonly kind: 'circle'; readonly centre: LonLat; readonly metres: number }
  | {
      readonly kind: 'polygon';
      readonly polygons: readonly (readonly (readonly LonLat[])[])[];
      readonly isMulti?: true;
    }
  | { readonly kind: 'corridor'; readonly line: readonly LonLat[]; readonly metres: number };

/** What a shape is given where a document says nothing that can be read. */
export const USUAL_METRES = { circle: 50, corridor: 20 } as const;

/** As large as a place with beacons is drawn; it has no size. */
const BEACON_METRES = 5;

/** Reads the shape of a place; undefined: it has none that can be drawn. */
export function shapeIn(body: PlaceBody | undefined): DrawnShape | undefined {
  const { type, coordinates } = recordOf(body?.geometry);
  const { radiusMetres, widthMetres, beacons } = recordOf(body?.properties);
  if (type === 'Point') {
    const centre = positionIn(coordinates);
    return (
      centre && {
        kind: 'circle',
        centre,
        metres: metresIn(radiusMetres, beacons ? BEACON_METRES : USUAL_METRES.circle),
      }
    );
  }
  if (type === 'LineString') {
    const line = lineIn(coordinates);
    return line && line.length >= 2
      ? { kind: 'corridor', line, metres: metresIn(widthMetres, USUAL_METRES.corridor) }
      : undefined;
  }
  const given = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : undefined;
  if (!Array.isArray(given)) return undefined;
  const polygons = given.map((rings) => (Array.isArray(rings) ? rings.map(lineIn) : [undefined]));
  const isSound =
    polygons.length > 0 &&
    polygons.every((rings) => rings.length > 0 && rings.every((ring) => (ring?.length ?? 0) >= 4));
  if (!isSound) return undefined;
  const isMulti = type === 'MultiPolygon' && ({ isMulti: true } as const);
  return { kind: 'polygon', polygons: polygons as (readonly LonLat[])[][], ...isMulti };
}

/** The GeoJSON geometry of a shape. What was not drawn here keeps every digit that it has. */
export function geometryOfShape(shape: DrawnShape): GeoJSON.Geometry {
  const plain = (line: readonly LonLat[]) => line.map(([lon, lat]): [number, number] => [lon, lat]);
  if (shape.kind === 'circle') return { type: 'Point', coordinates: roundPosition(shape.centre) };
  if (shape.kind === 'corridor') return { type: 'LineString', coordinates: plain(shape.line) };
  const polygons = shape.polygons.map((rings) => rings.map(plain));
  return polygons.length === 1 && !shape.isMulti
    ? { type: 'Polygon', coordinates: polygons[0]! }
    : { type: 'MultiPolygon', coordinates: polygons };
}

/** A hundredth of a metre. */
const DECIMALS = 7;

/** A position as it is stored. */
export function roundPosition([lon, lat]: LonLat): [number, number] {
  return [Number(lon.toFixed(DECIMALS)), Number(lat.toFixed(DECIMALS))];
}

/** A shape to begin with, as wide as `metres`, around a position: what the keyboard draws. */
export function shapeAround(kind: DrawnShape['kind'], [lon, lat]: LonLat, metres: number): DrawnShape {
  const north = metres / 111_195;
  const east = north / Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  if (kind === 'circle') return { kind, centre: roundPosition([lon, lat]), metres };
  if (kind === 'corridor') {
    const line = [roundPosition([lon - east, lat]), roundPosition([lon + east, lat])];
    return { kind, line, metres: USUAL_METRES.corridor };
  }
  const corners: LonLat[] = [
    [lon - east, lat - north],
    [lon + east, lat - north],
    [lon + east, lat + north],
    [lon - east, lat + north],
  ];
  return { kind, polygons: [[closeRing(corners.map(roundPosition))]] };
}

/** A ring that ends where it begins. */
export function closeRing(corners: readonly LonLat[]): readonly LonLat[] {
  return corners.length === 0 ? corners : [...corners, corners[0]!];
}

/** The corners of a ring, each once. */
export function cornersOf(ring: readonly LonLat[]): readonly LonLat[] {
  return ring.slice(0, -1);
}

const EARTH_METRES = 6_371_008.8;

/** How far two positions are apart on the ground. */
export function metresApart([lon1, lat1]: LonLat, [lon2, lat2]: LonLat): number {
  const rad = Math.PI / 180;
  const sinLat = Math.sin(((lat2 - lat1) * rad) / 2);
  const sinLon = Math.sin(((lon2 - lon1) * rad) / 2);
  const h = sinLat ** 2 + Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * sinLon ** 2;
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** How many positions a shape has. */
export function countPositions(shape: DrawnShape): number {
  if (shape.kind === 'circle') return 1;
  return shape.kind === 'corridor'
    ? shape.line.length
    : shape.polygons.flat().reduce((sum, ring) => sum + ring.length, 0);
}

function positionIn(value: unknown): LonLat | undefined {
  if (!Array.isArray(value)) return undefined;
  const [lon, lat] = value as readonly unknown[];
  return typeof lon === 'number' && typeof lat === 'number' && Number.isFinite(lon + lat) ? [lon, lat] : undefined;
}

function lineIn(value: unknown): readonly LonLat[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const line = value.map(positionIn);
  return line.includes(undefined) ? undefined : (line as readonly LonLat[]);
}

function metresIn(value: unknown, usual: number): number {
  return typeof value === 'number' && value > 0 ? value : usual;
}
