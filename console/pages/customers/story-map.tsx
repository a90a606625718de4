import { Box, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { MapLayerMouseEvent, Map as MapLibre } from 'maplibre-gl';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { featuresOf, type PlaceDocument } from '../../parts/place-shapes.ts';
import { addPlacesLayer, boxOf } from '../../parts/places-layer.ts';
import { sourceOf } from '../../parts/source-of.ts';
import { WorldMap } from '../../parts/world-map.tsx';
import { type StoryFilter, type StoryRow, trackQuery } from '../../queries/customers.ts';
import { definitionsQuery } from '../../queries/definitions.ts';

/**
 * The way of a customer among the places. A position that is chosen here is shown in the story, and the other way
 * round.
 */
export function StoryMap({
  id,
  filter,
  rows,
  chosen,
  choose,
}: {
  readonly id: string;
  readonly filter: StoryFilter;
  readonly rows: readonly StoryRow[];
  readonly chosen: string;
  readonly choose: (signal: string) => void;
}) {
  const t = useTranslations('customers');
  const oldest = rows.at(-1)?.at;
  const query = useQuery({
    ...trackQuery(id, { from: oldest ?? filter.from, to: filter.to }),
    placeholderData: (old) => old,
  });
  const { data: definitions } = useQuery(definitionsQuery);
  const places = useMemo(
    () =>
      featuresOf((definitions?.documents ?? []).filter(({ kind }) => kind === 'place') as unknown as PlaceDocument[]),
    [definitions],
  );
  const [map, setMap] = useState<MapLibre>();
  const [layer, setLayer] = useState<ReturnType<typeof addPlacesLayer>>();
  const track = query.data;
  const choosing = useRef(choose);
  choosing.current = choose;
  useEffect(() => layer?.show(places), [layer, places]);
  useEffect(() => {
    if (!map || !track) return;
    sourceOf(map, 'track')?.setData(track);
    const box = boxOf(track);
    if (box) map.fitBounds(box, { padding: 40, maxZoom: 15, animate: false });
  }, [map, track]);
  useEffect(() => {
    if (!map || !track) return;
    map.setFilter('track-chosen', ['==', ['get', 'signal'], chosen]);
    const point = track.features.find(({ properties }) => chosen !== '' && properties?.signal === chosen);
    if (point?.geometry.type === 'Point')
      map.easeTo({ center: point.geometry.coordinates as [number, number], animate: false });
  }, [map, track, chosen]);
  if (track && track.features.length === 0) {
    return (
      <Text size="sm" c="dimmed" mb="sm">
        {t('noTrack')}
      </Text>
    );
  }
  return (
    <Box h={260} mb="sm" data-points={track?.features.length ?? 0} data-chosen={chosen}>
      <WorldMap
        label={t('map')}
        onReady={(made) => {
          const places = addPlacesLayer(made, () => undefined);
          addTrackLayers(made);
          const pick = ({ features }: MapLayerMouseEvent) => {
            const signal: unknown = features?.[0]?.properties.signal;
            if (typeof signal === 'string') choosing.current(signal);
          };
          made.on('click', 'track-points', pick);
          setLayer(places);
          setMap(made);
          return () => {
            setMap(undefined);
            setLayer(undefined);
          };
        }}
      />
    </Box>
  );
}

function addTrackLayers(map: MapLibre): void {
  map.addSource('track', { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
  map.addLayer({
    id: 'track-line',
    type: 'line',
    source: 'track',
    filter: ['==', ['geometry-type'], 'LineString'],
    paint: { 'line-color': '#e8590c', 'line-width': 2, 'line-opacity': 0.55 },
  });
  map.addLayer({
    id: 'track-points',
    type: 'circle',
    source: 'track',
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-radius': 5,
      'circle-color': '#e8590c',
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 1.2,
    },
  });
  map.addLayer({
    id: 'track-chosen',
    type: 'circle',
    source: 'track',
    filter: ['==', ['get', 'signal'], ''],
    paint: {
      'circle-radius': 9,
      'circle-color': '#0f766e',
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 2.5,
    },
  });
}
