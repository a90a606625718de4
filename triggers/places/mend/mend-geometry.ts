import type { Ring } from '../contract.ts';
import { type Mending, mendPolygon } from './mend-polygon.ts';

/** A geometry that is mended as far as it can be, and what was done, with where in the geometry. */
export interface MendedGeometry {
  readonly geometry: unknown;
  readonly mendings: readonly (Omit<Mending, 'ring'> & { readonly path: string })[];
}

/**
 * Mends the polygons of a GeoJSON geometry, each by itself. What holds no polygons, or no positions in degrees, is
 * given back as it is.
 */
export function mendGeometry(geometry: unknown): MendedGeometry {
  const { type, coordinates } = (geometry ?? {}) as { readonly type?: unknown; readonly coordinates?: unknown };
  const isSeveral = type === 'MultiPolygon';
  const given = isSeveral ? coordinates : type === 'Polygon' ? [coordinates] : undefined;
  if (!Array.isArray(given) || !given.every(isPolygon)) return { geometry, mendings: [] };
  const mended = given.map(mendPolygon);
  const mendings = mended.flatMap((one, i) =>
    one.mendings.map(({ ring, ...mending }) => ({
      path: `geometry.coordinates${isSeveral ? `[${i}]` : ''}[${ring}]`,
      ...mending,
    })),
  );
  if (mendings.length === 0) return { geometry, mendings };
  const polygons = mended.flatMap((one) => one.polygons);
  return {
    geometry:
      polygons.length === 1
        ? { type: 'Polygon', coordinates: polygons[0] }
        : { type: 'MultiPolygon', coordinates: polygons },
    mendings,
  };
}

function isPolygon(value: unknown): value is readonly Ring[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((ring) => Array.isArray(ring) && ring.every(isPosition))
  );
}

/** Tools that do not stop at the antimeridian go on to 360, or 540; further out no degrees are. */
function isPosition(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const [lon, lat] = value as readonly unknown[];
  return typeof lon === 'number' && Math.abs(lon) <= 540 && typeof lat === 'number' && Math.abs(lat) <= 90;
}
