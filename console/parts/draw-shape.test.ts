import { describe, expect, test } from 'vitest';
import { circleIn, partsOfShape, withHole, withPart } from './draw-rings.ts';
import { type DrawnShape, geometryOfShape, metresApart, shapeAround, shapeIn } from './draw-shape.ts';
import { ringAround } from './place-shapes.ts';

const SQUARE = shapeAround('polygon', [12.3, 51.3], 100) as DrawnShape & { readonly kind: 'polygon' };
const HOLE = (shapeAround('polygon', [12.3, 51.3], 20) as typeof SQUARE).polygons[0]![0]!;

describe('a shape while it is drawn', () => {
  test.each(['circle', 'polygon', 'corridor'] as const)('a %s is read from the geometry that it became', (kind) => {
    const shape = shapeAround(kind, [12.3, 51.3], 100);
    const metres = kind === 'circle' ? { radiusMetres: 100 } : { widthMetres: 20 };
    expect(shapeIn({ geometry: geometryOfShape(shape), properties: metres })).toEqual(shape);
  });

  test('what has no shape that can be drawn has none', () => {
    for (const geometry of [
      undefined,
      { type: 'Point', coordinates: ['a', 1] },
      { type: 'Polygon', coordinates: [] },
    ]) {
      expect(shapeIn({ geometry })).toBeUndefined();
    }
  });

  test('a circle is its radius: the end that is dragged is its new one', () => {
    const circle = shapeAround('circle', [12.3, 51.3], 100);
    const [{ geometry }] = partsOfShape(circle) as [ReturnType<typeof partsOfShape>[number]];
    const [centre, edge] = geometry.coordinates as [[number, number], [number, number]];
    const farther: [number, number] = [centre[0] + 2 * (edge[0] - centre[0]), centre[1]];
    expect(withPart(circle, { polygon: 0, ring: 0 }, [centre, farther])).toMatchObject({ centre, metres: 200 });
  });

  test('a circle whose centre is dragged keeps its radius', () => {
    const circle = shapeAround('circle', [12.3, 51.3], 100);
    const moved = withPart(circle, { polygon: 0, ring: 0 }, [
      [12.4, 51.3],
      [12.301, 51.3],
    ]);
    expect(moved).toEqual({ kind: 'circle', centre: [12.4, 51.3], metres: 100 });
  });

  test('the circle in what a pen drew has its middle and its radius', () => {
    const circle = circleIn(ringAround([12.3, 51.3], 80)) as DrawnShape & { readonly kind: 'circle' };
    expect(metresApart(circle.centre, [12.3, 51.3])).toBeLessThan(0.1);
    expect(circle.metres).toBe(80);
  });

  test('a hole goes into the polygon that it lies in, and moves with its outline', () => {
    const holed = withHole(SQUARE, HOLE) as typeof SQUARE;
    expect(holed.polygons[0]).toHaveLength(2);
    const outline = holed.polygons[0]![0]!.map(([lon, lat]): [number, number] => [lon + 1, lat + 1]);
    const moved = withPart(holed, { polygon: 0, ring: 0 }, outline) as typeof SQUARE;
    expect(moved.polygons[0]![1]![0]![0]).toBeCloseTo(HOLE[0]![0] + 1);
  });

  test('a corner that is dragged leaves the holes where they are', () => {
    const holed = withHole(SQUARE, HOLE) as typeof SQUARE;
    const outline = holed.polygons[0]![0]!.map(([lon, lat], i): [number, number] =>
      i === 1 ? [lon + 0.1, lat] : [lon, lat],
    );
    expect((withPart(holed, { polygon: 0, ring: 0 }, outline) as typeof SQUARE).polygons[0]![1]).toEqual(HOLE);
  });

  test('a hole outside of every polygon is none', () => {
    const away = HOLE.map(([lon, lat]): [number, number] => [lon + 5, lat]);
    expect(withHole(SQUARE, away)).toBe(SQUARE);
  });
});
