import { describe, expect, test } from 'vitest';
import { type DrawnArea, holeInside, outlineBeside, withNewPart, withoutPart } from './draw-parts.ts';
import { withHole, withPart } from './draw-rings.ts';
import { geometryOfShape, type LonLat, metresApart, shapeAround, shapeIn } from './draw-shape.ts';

const SQUARE = shapeAround('polygon', [12.3, 51.3], 100) as DrawnArea;
/** As another program wrote it: with more decimals than are drawn, and as several although it is one. */
const WRITTEN = {
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [12.123456789012, 51.1],
        [12.2, 51.1],
        [12.2, 51.2],
        [12.123456789012, 51.1],
      ],
    ],
    [SQUARE.polygons[0]![0]!],
  ],
};

describe('an area of several parts', () => {
  test('keeps every digit of the parts that nobody touched, and stays of several also with one', () => {
    const area = shapeIn({ geometry: WRITTEN }) as DrawnArea;
    expect(geometryOfShape(area)).toEqual(WRITTEN);
    const moved = WRITTEN.coordinates[1]![0]!.map(([lon, lat]): LonLat => [lon! + 0.01, lat!]);
    const geometry = geometryOfShape(withPart(area, { polygon: 1, ring: 0 }, moved));
    expect(geometry).toMatchObject({ type: 'MultiPolygon', coordinates: [WRITTEN.coordinates[0], expect.anything()] });
    expect(geometryOfShape(withoutPart(area, 1))).toEqual({
      type: 'MultiPolygon',
      coordinates: [WRITTEN.coordinates[0]],
    });
  });

  test('gets a part beside the others, and loses it again; the last one stays', () => {
    const outline = outlineBeside(SQUARE);
    const two = withNewPart(SQUARE, outline);
    const easts = SQUARE.polygons[0]![0]!.map(([lon]) => lon);
    expect(Math.min(...outline.map(([lon]) => lon))).toBeGreaterThan(Math.max(...easts));
    expect(geometryOfShape(two).type).toBe('MultiPolygon');
    expect(geometryOfShape(withoutPart(two, 1))).toEqual(geometryOfShape(SQUARE));
    expect(withoutPart(SQUARE, 0)).toBe(SQUARE);
  });

  test('has room for a hole inside of a part, beside the holes that are there', () => {
    let area = withNewPart(SQUARE, outlineBeside(SQUARE));
    for (let holes = 1; holes <= 4; holes++) {
      const hole = holeInside(area, 0)!;
      expect(metresApart(hole[0]!, hole[1]!)).toBeGreaterThan(1);
      area = withHole(area, hole) as DrawnArea;
      expect(area.polygons.map((rings) => rings.length)).toEqual([1 + holes, 1]);
    }
  });

  test('has no room where a part is a sliver', () => {
    const sliver: readonly LonLat[] = [
      [12.3, 51.3],
      [12.3001, 51.3],
      [12.30005, 51.3000001],
      [12.3, 51.3],
    ];
    expect(holeInside({ kind: 'polygon', polygons: [[sliver]] }, 0)).toBeUndefined();
  });
});
