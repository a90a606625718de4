import type { MapLayerMouseEvent, Map as MapLibre } from 'maplibre-gl';
import { useEffect, useRef } from 'react';
import { ringAround } from '../../parts/place-shapes.ts';
import { sourceOf } from '../../parts/source-of.ts';
import { lookOf, type WalkStep } from './walk-events.ts';

const FIXES = 'walk-fixes';
const NOW = 'walk-now';

/** The fixes of a walk on the map, by what each sets off; the present one with how exact it is. */
export function WalkLayer({
  map,
  steps,
  index,
  choose,
}: {
  readonly map: MapLibre | undefined;
  readonly steps: readonly WalkStep[];
  readonly index: number;
  readonly choose: (index: number) => void;
}) {
  const pick = useRef(choose);
  pick.current = choose;
  useEffect(() => {
    if (map) addLayers(map, (i) => pick.current(i));
  }, [map]);
  useEffect(() => {
    sourceOf(map, FIXES)?.setData({
      type: 'FeatureCollection',
      features: steps.map((step, i) => ({
        type: 'Feature',
        id: i,
        geometry: { type: 'Point', coordinates: [step.lon, step.lat] },
        properties: { i, look: lookOf(step) },
      })),
    });
  }, [map, steps]);
  const step = steps[index];
  useEffect(() => {
    const { lon, lat, accuracyMetres = 0 } = step ?? { lon: 0, lat: 0 };
    sourceOf(map, NOW)?.setData({
      type: 'FeatureCollection',
      features: step
        ? [
            {
              type: 'Feature',
              geometry: { type: 'Polygon', coordinates: [ringAround([lon, lat], Math.max(1, accuracyMetres))] },
              properties: {},
            },
            { type: 'Feature', geometry: { type: 'Point', coordinates: [lon, lat] }, properties: {} },
          ]
        : [],
    });
  }, [map, step]);
  return null;
}

function addLayers(map: MapLibre, choose: (index: number) => void): void {
  const data: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };
  map.addSource(FIXES, { type: 'geojson', data });
  map.addSource(NOW, { type: 'geojson', data });
  map.addLayer({
    id: 'walk-accuracy',
    type: 'fill',
    source: NOW,
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': '#1c7ed6', 'fill-opacity': 0.16 },
  });
  map.addLayer({
    id: FIXES,
    type: 'circle',
    source: FIXES,
    paint: {
      'circle-radius': ['match', ['get', 'look'], 'plain', 3.5, 'ignored', 3.5, 6],
      'circle-color': [
        'match',
        ['get', 'look'],
        'sent',
        '#e8590c',
        'decided',
        '#f08c00',
        'moved',
        '#0f9b8e',
        'ignored',
        '#adb5bd',
        '#1c7ed6',
      ],
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 1.2,
    },
  });
  map.addLayer({
    id: 'walk-here',
    type: 'circle',
    source: NOW,
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-radius': 9,
      'circle-color': 'rgba(0,0,0,0)',
      'circle-stroke-color': '#1864ab',
      'circle-stroke-width': 3,
    },
  });
  map.on('click', FIXES, ({ features }: MapLayerMouseEvent) => {
    const i = features?.[0]?.properties.i;
    if (typeof i === 'number') choose(i);
  });
}
