import { Box, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Map as MapLibre } from 'maplibre-gl';
import { useEffect, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { definitionsQuery } from '../queries/definitions.ts';
import type { NowState } from '../queries/now-state.ts';
import { decisionsOn } from './decisions-on.ts';
import { featuresOf, type PlaceDocument } from './place-shapes.ts';
import { addPlacesLayer, boxOf, type PlacesLayer } from './places-layer.ts';
import { sourceOf } from './source-of.ts';
import { WorldMap } from './world-map.tsx';

const NOTHING: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };

/** People as dots among the places of the workspace, and a ring at each place where something was just decided. */
export function LiveMap({ state }: { readonly state: NowState }) {
  const t = useTranslations('now');
  const { positions, positionsEach, decisions } = state;
  const { data } = useQuery(definitionsQuery);
  const places = useMemo(
    () => featuresOf((data?.documents ?? []).filter(({ kind }) => kind === 'place') as unknown as PlaceDocument[]),
    [data],
  );
  const [drawn, setDrawn] = useState<{ readonly map: MapLibre; readonly layer: PlacesLayer }>();
  useEffect(() => {
    drawn?.layer.show(places);
    const box = boxOf(places);
    if (drawn && box) drawn.map.fitBounds(box, { padding: 30, maxZoom: 15, animate: false });
  }, [drawn, places]);
  useEffect(() => show(drawn?.map, 'people', pointsOf(positions)), [drawn, positions]);
  useEffect(() => show(drawn?.map, 'decisions', decisionsOn(places, decisions)), [drawn, places, decisions]);
  const people = t('people', { people: positions.size });
  return (
    <Box h="100%" pos="relative">
      <WorldMap
        label={t('map')}
        onReady={(map) => {
          const layer = addPlacesLayer(map, () => undefined);
          addDots(map);
          setDrawn({ map, layer });
          return () => setDrawn(undefined);
        }}
      />
      <Text size="xs" className="map-note" role="status" aria-live="off">
        {positionsEach > 1 ? t('peopleSampled', { people, n: positionsEach }) : people}
      </Text>
    </Box>
  );
}

function addDots(map: MapLibre): void {
  map.addSource('decisions', { type: 'geojson', data: NOTHING });
  map.addLayer({
    id: 'decisions',
    type: 'circle',
    source: 'decisions',
    paint: {
      'circle-radius': 13,
      'circle-color': ['get', 'colour'],
      'circle-opacity': 0.18,
      'circle-stroke-color': ['get', 'colour'],
      'circle-stroke-width': 2,
    },
  });
  map.addSource('people', { type: 'geojson', data: NOTHING });
  map.addLayer({
    id: 'people',
    type: 'circle',
    source: 'people',
    paint: {
      'circle-radius': 4.5,
      'circle-color': '#e8590c',
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 1.2,
      'circle-opacity': 0.9,
    },
  });
}

function show(map: MapLibre | undefined, source: string, data: GeoJSON.FeatureCollection): void {
  sourceOf(map, source)?.setData(data);
}

function pointsOf(positions: NowState['positions']): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: [...positions.values()].map(({ lat, lon }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: {},
    })),
  };
}
