import type { Map as MapLibre } from 'maplibre-gl';
import type { MapPlace } from '../../engine/api/contract.ts';
import { type DrawnShape, geometryOfShape } from './draw-shape.ts';
import { ringAround } from './place-shapes.ts';
import { sourceOf } from './source-of.ts';

/**
 * The places of the workspace as one GeoJSON source. Numbers as ids: texts that are promoted to ids broke updates in
 * MapLibre 5.20.
 */
export function featuresOfPlaces(places: readonly MapPlace[]): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: places.flatMap((place, id) => {
      const { centre, metres = 0, outline, shape } = place;
      const geometry =
        shape === 'circle'
          ? ({ type: 'Polygon', coordinates: [ringAround(centre, metres)] } satisfies GeoJSON.Geometry)
          : (outline as GeoJSON.Geometry | undefined);
      const properties = {
        id: place.id,
        title: place.name,
        ...(shape === 'corridor' && { wide: widthAtZoom0(metres, centre[1]) }),
      };
      return geometry ? [{ type: 'Feature', id, geometry, properties }] : [];
    }),
  };
}

/** One shape as it is drawn now. */
export function featuresOfShape(shape: DrawnShape | undefined): GeoJSON.FeatureCollection {
  if (!shape) return { type: 'FeatureCollection', features: [] };
  const geometry: GeoJSON.Geometry =
    shape.kind === 'circle'
      ? { type: 'Polygon', coordinates: [ringAround(shape.centre, shape.metres)] }
      : geometryOfShape(shape);
  const properties = shape.kind === 'corridor' ? { wide: widthAtZoom0(shape.metres, shape.line[0]![1]) } : {};
  return { type: 'FeatureCollection', features: [{ type: 'Feature', id: 0, geometry, properties }] };
}

/** Metres of a pixel at zoom 0 on the equator. */
const METRES_A_PIXEL = 78_271.517;

function widthAtZoom0(metres: number, lat: number): number {
  return metres / (METRES_A_PIXEL * Math.max(0.01, Math.cos((lat * Math.PI) / 180)));
}

/** A line as wide as it is on the ground, at any zoom. */
export const WIDE_LINE = [
  'interpolate',
  ['exponential', 2],
  ['zoom'],
  0,
  ['get', 'wide'],
  24,
  ['*', ['get', 'wide'], 2 ** 24],
] as unknown as number;

const SOURCE = 'drawn';

/** Shows the shape that is being edited, above all places. */
export function addDrawnLayer(map: MapLibre): (shape: DrawnShape | undefined) => void {
  map.addSource(SOURCE, { type: 'geojson', data: featuresOfShape(undefined) });
  map.addLayer({
    id: 'drawn-fill',
    type: 'fill',
    source: SOURCE,
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': '#e8590c', 'fill-opacity': 0.18 },
  });
  map.addLayer({
    id: 'drawn-band',
    type: 'line',
    source: SOURCE,
    filter: ['has', 'wide'],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': '#e8590c', 'line-opacity': 0.25, 'line-width': WIDE_LINE },
  });
  map.addLayer({
    id: 'drawn-line',
    type: 'line',
    source: SOURCE,
    paint: { 'line-color': '#e8590c', 'line-width': 2 },
  });
  return (shape) => sourceOf(map, SOURCE)?.setData(featuresOfShape(shape));
}

/** A box around all places; of those on both sides of the antimeridian it is the whole Earth. */
export function boxAround(places: readonly MapPlace[]): readonly [number, number, number, number] | undefined {
  if (places.length === 0) return undefined;
  return places.reduce<MapPlace['box']>(
    ([west, south, east, north], { box: [w, s, e, n] }) => [
      Math.min(west, w),
      Math.max(-85, Math.min(south, s)),
      Math.max(east, w <= e ? e : 180),
      Math.min(85, Math.max(north, n)),
    ],
    [180, 90, -180, -90],
  );
}
