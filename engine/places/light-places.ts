import type { Place, PlacesIndex, Position } from '../../triggers/places/contract.ts';
import { boundsAround } from '../../triggers/places/geodesy.ts';
import { reachOf } from '../../triggers/places/reach.ts';
import type { LightPlace, MapBox, PlacesAsked } from './contract.ts';

/** Positions of one outline; a longer one is thinned, as a screen shows no more. */
const MOST_POSITIONS = 400;
/** Positions of all outlines of an answer. */
const MOST_POSITIONS_A_PAGE = 400_000;

/** Lists places in the order of their ids: those that a box touches, after an id. `more`: there are further ones. */
export function listLightPlaces(
  index: PlacesIndex,
  { box, after, most, hasOutlines }: PlacesAsked,
): { readonly places: readonly LightPlace[]; readonly more: boolean } {
  const places: LightPlace[] = [];
  let positions = 0;
  for (const place of listInOrder(index)) {
    if (place.id <= after) continue;
    const bounds = boxOf(place);
    if (box && !touches(box, bounds)) continue;
    if (places.length === most || positions > MOST_POSITIONS_A_PAGE) return { places, more: true };
    const outline = hasOutlines ? outlineOf(place) : undefined;
    positions += outline?.positions ?? 0;
    places.push({ ...lightOf(place, bounds), ...(outline && { outline: outline.geometry }) });
  }
  return { places, more: false };
}

/** Sorted once while these places are live. */
const orders = new WeakMap<PlacesIndex, readonly Place[]>();

function listInOrder(index: PlacesIndex): readonly Place[] {
  const known = orders.get(index) ?? [...index.places.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  orders.set(index, known);
  return known;
}

function lightOf({ id, name, tags, shape, centre }: Place, box: MapBox): LightPlace {
  const metres =
    shape.type === 'circle' ? shape.radiusMetres : shape.type === 'corridor' ? shape.widthMetres : undefined;
  return {
    id,
    name,
    tags,
    shape: shape.type,
    centre: [centre.lon, centre.lat],
    box,
    ...(metres !== undefined && { metres }),
  };
}

/** Returns a box around a place, rather more than less. */
export function boxOf(place: Place): MapBox {
  const { west, south, east, north } = boundsAround(place.centre, reachOf(place));
  return [west, south, east, north];
}

/** Whether two boxes have anything in common; each may cross the antimeridian. */
function touches(a: MapBox, b: MapBox): boolean {
  return (
    a[1] <= b[3] &&
    b[1] <= a[3] &&
    spansOf(a).some((one) => spansOf(b).some((two) => one[0] <= two[1] && two[0] <= one[1]))
  );
}

function spansOf([west, , east]: MapBox): readonly (readonly [number, number])[] {
  return west <= east
    ? [[west, east]]
    : [
        [west, 180],
        [-180, east],
      ];
}

/** Returns the outline as GeoJSON; undefined for a circle or a point, whose centre and radius say it all. */
function outlineOf({ shape }: Place): { readonly geometry: unknown; readonly positions: number } | undefined {
  if (shape.type === 'circle' || shape.type === 'point') return undefined;
  if (shape.type === 'corridor') {
    const line = thin(shape.line.map(({ lon, lat }: Position) => [lon, lat] as const));
    return { geometry: { type: 'LineString', coordinates: line }, positions: line.length };
  }
  const polygons = shape.polygons.map((rings) => rings.map(thin));
  const positions = polygons.flat().reduce((sum, ring) => sum + ring.length, 0);
  const geometry =
    polygons.length === 1
      ? { type: 'Polygon', coordinates: polygons[0] }
      : { type: 'MultiPolygon', coordinates: polygons };
  return { geometry, positions };
}

/** Every so many of the positions, the first and the last among them. */
function thin<T>(positions: readonly T[]): readonly T[] {
  const step = Math.ceil(positions.length / MOST_POSITIONS);
  if (step <= 1) return positions;
  return positions.filter((_, i) => i % step === 0 || i === positions.length - 1);
}
