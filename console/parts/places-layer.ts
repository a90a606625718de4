import type { MapLayerMouseEvent, Map as MapLibre } from 'maplibre-gl';
import { WIDE_LINE } from './map-places.ts';
import { sourceOf } from './source-of.ts';

const SOURCE = 'places';

/** Places on a map: one source for all of them; the chosen one is drawn stronger. */
export interface PlacesLayer {
  show(features: GeoJSON.FeatureCollection): void;
  choose(id: string | undefined): void;
  /** Leaves out one place, as it is drawn elsewhere; undefined: none. */
  hide(id: string | undefined): void;
}

/** Adds the places' layers; `chosen` is called with the id of a place that was clicked. */
export function addPlacesLayer(map: MapLibre, chosen: (id: string) => void): PlacesLayer {
  map.addSource(SOURCE, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
  const isOne = (id = '') => ['==', ['get', 'id'], id];
  let hidden: string | undefined;
  let shown: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };
  const draw = () => {
    const features =
      hidden === undefined ? shown.features : shown.features.filter((one) => one.properties?.id !== hidden);
    sourceOf(map, SOURCE)?.setData({ ...shown, features });
  };
  map.addLayer({
    id: 'places-fill',
    type: 'fill',
    source: SOURCE,
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': '#0f9b8e', 'fill-opacity': 0.22 },
  });
  map.addLayer({
    id: 'places-band',
    type: 'line',
    source: SOURCE,
    filter: ['has', 'wide'],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': '#0f9b8e', 'line-opacity': 0.22, 'line-width': WIDE_LINE },
  });
  map.addLayer({
    id: 'places-line',
    type: 'line',
    source: SOURCE,
    paint: { 'line-color': '#0f766e', 'line-width': 1.5 },
  });
  map.addLayer({
    id: 'places-chosen',
    type: 'line',
    source: SOURCE,
    filter: isOne() as never,
    paint: { 'line-color': '#e8590c', 'line-width': 3.5 },
  });
  map.addLayer({
    id: 'places-label',
    type: 'symbol',
    source: SOURCE,
    minzoom: 12.5,
    layout: { 'text-field': ['get', 'title'], 'text-size': 12, 'text-offset': [0, 0.2] },
    paint: labelPaint(map),
  });
  const choose = ({ features }: MapLayerMouseEvent) => {
    const id = features?.[0]?.properties.id;
    if (typeof id === 'string') chosen(id);
  };
  for (const layer of ['places-fill', 'places-band', 'places-line']) {
    map.on('click', layer, choose);
    map.on('mouseenter', layer, () => {
      map.getCanvas().style.cursor = 'pointer';
    });
    map.on('mouseleave', layer, () => {
      map.getCanvas().style.cursor = '';
    });
  }
  return {
    show(features) {
      shown = features;
      draw();
    },
    choose(id) {
      if (map.style) map.setFilter('places-chosen', isOne(id) as never);
    },
    hide(id) {
      if (id === hidden) return;
      hidden = id;
      draw();
    },
  };
}

/** Labels as the ground needs them: dark on a light map, light on a dark one. */
export function labelPaint(map: MapLibre) {
  const isDark = map.getCanvas().closest('[data-mantine-color-scheme="dark"]') !== null;
  return {
    'text-color': isDark ? '#ced4da' : '#495057',
    'text-halo-color': isDark ? '#161d24cc' : '#ffffffcc',
    'text-halo-width': 1.4,
  };
}

/** The box around features: west, south, east, north; undefined when there is none. */
export function boxOf({ features }: GeoJSON.FeatureCollection): [number, number, number, number] | undefined {
  let [west, south, east, north] = [180, 90, -180, -90];
  const see = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    if (typeof value[0] === 'number' && typeof value[1] === 'number') {
      west = Math.min(west, value[0]);
      east = Math.max(east, value[0]);
      south = Math.min(south, value[1]);
      north = Math.max(north, value[1]);
    } else for (const one of value) see(one);
  };
  for (const { geometry } of features) if ('coordinates' in geometry) see(geometry.coordinates);
  return west <= east ? [west, south, east, north] : undefined;
}
