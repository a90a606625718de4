import { type DrawnShape, type LonLat, metresApart, roundPosition, shapeAround } from './draw-shape.ts';

/** An area, which may have several parts that lie apart from each other. */
export type DrawnArea = DrawnShape & { readonly kind: 'polygon' };

/** One part as an area of its own. */
export function onlyPart({ polygons }: DrawnArea, part: number): DrawnArea {
  return { kind: 'polygon', polygons: polygons.slice(part, part + 1) };
}

/** Adds a part with this outline behind the others. */
export function withNewPart(area: DrawnArea, outline: readonly LonLat[]): DrawnArea {
  return { ...area, polygons: [...area.polygons, [outline.map(roundPosition)]] };
}

/** Takes a part away, with its holes; the last one stays. */
export function withoutPart(area: DrawnArea, part: number): DrawnArea {
  return area.polygons.length < 2 ? area : { ...area, polygons: area.polygons.filter((_, p) => p !== part) };
}

/** An outline to begin with, for a part that is made without a pointer: east of all others, as wide as the first. */
export function outlineBeside({ polygons }: DrawnArea): readonly LonLat[] {
  const { west, east, south, north } = boxOfPositions(polygons.flat(2));
  const lat = (south + north) / 2;
  const metres = Math.max(10, Math.min(50, metresApart([west, lat], [east, lat]) / 4));
  const degrees = (metres / 111_195 / Math.max(0.01, Math.cos((lat * Math.PI) / 180))) * 2;
  const made = shapeAround('polygon', [east + degrees, lat], metres) as DrawnArea;
  return made.polygons[0]![0]!;
}

/** A small hole inside a part, clear of its outline and its other holes; undefined: there is no room for one. */
export function holeInside({ polygons }: DrawnArea, part: number): readonly LonLat[] | undefined {
  const rings = polygons[part];
  if (!rings) return undefined;
  const { south, north } = boxOfPositions(rings.flat());
  const gaps = ROWS.flatMap((row) => gapsAt(rings, south + (north - south) * row));
  const [widest] = gaps.sort((a, b) => b.to - b.from - (a.to - a.from));
  if (!widest) return undefined;
  const { lat, from, to } = widest;
  const centre: LonLat = [(from + to) / 2, lat];
  for (let metres = metresApart([from, lat], [to, lat]) / 6; metres >= LEAST_METRES; metres /= 2) {
    const hole = (shapeAround('polygon', centre, metres) as DrawnArea).polygons[0]![0]!;
    const { west, east, south: bottom, north: top } = boxOfPositions(hole);
    const isClear = !rings.some((ring) => ring.some(([x, y]) => x >= west && x <= east && y >= bottom && y <= top));
    const isInside = [bottom, lat, top].every((at) =>
      gapsAt(rings, at).some((gap) => gap.from < west && gap.to > east),
    );
    if (isClear && isInside) return hole;
  }
  return undefined;
}

/** Heights at which room for a hole is looked for, as shares of the part's own. */
const ROWS = [0.5, 0.35, 0.65, 0.2, 0.8, 0.08, 0.92];
const LEAST_METRES = 0.5;

/** The stretches of a parallel that lie inside of a part. */
function gapsAt(rings: readonly (readonly LonLat[])[], lat: number) {
  const crossings = rings
    .flatMap((ring) =>
      ring.slice(1).flatMap(([bx, by], i) => {
        const [ax, ay] = ring[i]!;
        return ay > lat === by > lat ? [] : [ax + ((lat - ay) / (by - ay)) * (bx - ax)];
      }),
    )
    .sort((a, b) => a - b);
  return crossings.flatMap((from, i) => (i % 2 === 0 ? [{ lat, from, to: crossings[i + 1] ?? from }] : []));
}

function boxOfPositions(positions: readonly LonLat[]) {
  const box = { west: Infinity, east: -Infinity, south: Infinity, north: -Infinity };
  for (const [lon, lat] of positions) {
    box.west = Math.min(box.west, lon);
    box.east = Math.max(box.east, lon);
    box.south = Math.min(box.south, lat);
    box.north = Math.max(box.north, lat);
  }
  return box;
}
