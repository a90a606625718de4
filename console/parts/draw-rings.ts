import { type DrawnShape, type LonLat, metresApart, roundPosition } from './draw-shape.ts';

/** One line or ring that can be dragged, and which part of the shape it is. */
export interface SketchPart {
  readonly geometry:
    | { readonly type: 'LineString'; readonly coordinates: LonLat[] }
    | { readonly type: 'Polygon'; readonly coordinates: LonLat[][] };
  readonly polygon: number;
  /** 0: the outline; else a hole. */
  readonly ring: number;
}

/** Takes a shape apart into what is dragged: a circle is its radius, an area each of its rings. */
export function partsOfShape(shape: DrawnShape): readonly SketchPart[] {
  if (shape.kind === 'circle') {
    const coordinates = [roundPosition(shape.centre), roundPosition(eastOf(shape.centre, shape.metres))];
    return [{ geometry: { type: 'LineString', coordinates }, polygon: 0, ring: 0 }];
  }
  if (shape.kind === 'corridor') {
    return [{ geometry: { type: 'LineString', coordinates: shape.line.map(roundPosition) }, polygon: 0, ring: 0 }];
  }
  return shape.polygons.flatMap((rings, polygon) =>
    rings.map(
      (coordinates, ring): SketchPart => ({
        geometry: { type: 'Polygon', coordinates: [coordinates.map(roundPosition)] },
        polygon,
        ring,
      }),
    ),
  );
}

/** Puts a shape together again after one of its parts was dragged to `coordinates`. */
export function withPart(
  shape: DrawnShape,
  { polygon, ring }: Pick<SketchPart, 'polygon' | 'ring'>,
  coordinates: readonly LonLat[],
): DrawnShape {
  if (shape.kind === 'circle') return dragCircle(shape, coordinates);
  const drawn = coordinates.map(roundPosition);
  if (shape.kind === 'corridor') return { ...shape, line: drawn };
  const moved = ring === 0 ? shiftOf(shape.polygons[polygon]?.[0] ?? [], coordinates) : undefined;
  const polygons = shape.polygons.map((rings, p) =>
    p !== polygon
      ? rings
      : rings.map((before, r) => {
          if (r === ring) return drawn;
          // Holes go with the outline that is moved as a whole.
          return moved ? before.map(([lon, lat]) => roundPosition([lon + moved[0], lat + moved[1]])) : before;
        }),
  );
  return { ...shape, polygons };
}

/** The end that was dragged tells: the centre takes the circle along, the other end is the new radius. */
function dragCircle(shape: DrawnShape & { readonly kind: 'circle' }, [centre, edge]: readonly LonLat[]): DrawnShape {
  if (!centre || !edge) return shape;
  const isMoved = metresApart(centre, shape.centre) > MOVED_METRES;
  if (isMoved) return { ...shape, centre };
  return { ...shape, metres: Math.max(1, roundMetres(metresApart(centre, edge))) };
}

const MOVED_METRES = 0.05;

/** Whole metres; tenths below ten. */
export function roundMetres(metres: number): number {
  return metres < 10 ? Math.round(metres * 10) / 10 : Math.round(metres);
}

/** By how much a ring was moved as a whole; undefined: it was not, one of its corners was. */
function shiftOf(before: readonly LonLat[], after: readonly LonLat[]): LonLat | undefined {
  if (before.length !== after.length || before.length === 0) return undefined;
  const [lon, lat] = [after[0]![0] - before[0]![0], after[0]![1] - before[0]![1]];
  const isWhole = before.every(
    ([x, y], i) => Math.abs(after[i]![0] - x - lon) < 1e-6 && Math.abs(after[i]![1] - y - lat) < 1e-6,
  );
  return isWhole && (lon !== 0 || lat !== 0) ? [lon, lat] : undefined;
}

/** The position so many metres east. */
export function eastOf([lon, lat]: LonLat, metres: number): LonLat {
  return [lon + metres / (111_195 * Math.max(0.01, Math.cos((lat * Math.PI) / 180))), lat];
}

/** The circle in a ring that a pen drew around its centre. */
export function circleIn(ring: readonly LonLat[]): DrawnShape {
  const corners = ring.slice(0, -1);
  const lon = corners.reduce((sum, [x]) => sum + x, 0) / corners.length;
  const lat = corners.reduce((sum, [, y]) => sum + y, 0) / corners.length;
  return {
    kind: 'circle',
    centre: roundPosition([lon, lat]),
    metres: Math.max(1, roundMetres(metresApart([lon, lat], ring[0]!))),
  };
}

/** Adds a hole to the polygon whose outline holds its first corner; the shape as it was where none does. */
export function withHole(shape: DrawnShape, hole: readonly LonLat[]): DrawnShape {
  if (shape.kind !== 'polygon') return shape;
  const at = shape.polygons.findIndex(([outline = []]) => holds(outline, hole[0]!));
  if (at < 0) return shape;
  const drawn = hole.map(roundPosition);
  return { ...shape, polygons: shape.polygons.map((rings, p) => (p === at ? [...rings, drawn] : rings)) };
}

function holds(ring: readonly LonLat[], [x, y]: LonLat): boolean {
  let isIn = false;
  for (let i = 1; i < ring.length; i++) {
    const [[ax, ay], [bx, by]] = [ring[i - 1]!, ring[i]!];
    if (ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay)) isIn = !isIn;
  }
  return isIn;
}
