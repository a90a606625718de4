import { Anchor, Card, Group, Text } from '@mantine/core';
import type { MapLayerMouseEvent, Map as MapLibre } from 'maplibre-gl';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ImportedRow } from '../../../engine/api/contract.ts';
import { boxOf } from '../../parts/places-layer.ts';
import { sourceOf } from '../../parts/source-of.ts';
import { WorldMap } from '../../parts/world-map.tsx';

const SOURCE = 'import';
/** Rows without a position that are named; more are only counted by the list beside. */
const MOST_NAMED = 12;

/** The rows of a file where they lie, those with a fault in red; what has no position is named in a corner. */
export function ImportMap({
  stamp,
  rows,
  chosen,
  choose,
}: {
  readonly stamp: string;
  readonly rows: readonly ImportedRow[];
  readonly chosen: number | undefined;
  readonly choose: (row: number) => void;
}) {
  const t = useTranslations('places.importer');
  const [map, setMap] = useState<MapLibre>();
  const pick = useRef(choose);
  pick.current = choose;
  const features = useMemo(() => featuresOfRows(rows), [rows]);
  const lost = rows.filter(({ centre, state }) => centre === undefined && state === 'faulty');
  const looked = useRef<string>(undefined);
  useEffect(() => {
    if (!map) return;
    sourceOf(map, SOURCE)?.setData(features);
    const box = boxOf(features);
    if (!box || looked.current === stamp) return;
    looked.current = stamp;
    map.fitBounds(box, { padding: 48, maxZoom: 15, animate: false });
  }, [map, features, stamp]);
  const one = rows.find(({ row }) => row === chosen)?.centre;
  const [lon, lat] = one ?? [];
  useEffect(() => {
    if (!map) return;
    map.setFilter('import-chosen', ['==', ['get', 'row'], chosen ?? -1]);
    if (lon !== undefined && lat !== undefined) map.easeTo({ center: [lon, lat], duration: 400 });
  }, [map, chosen, lon, lat]);
  return (
    <>
      <WorldMap
        label={t('map')}
        onReady={(ready) => {
          addRowsLayer(ready, (row) => pick.current(row));
          setMap(ready);
          return () => setMap(undefined);
        }}
      />
      {lost.length > 0 && (
        <Card withBorder shadow="sm" p="xs" style={{ position: 'absolute', left: 12, top: 12, maxWidth: 260 }}>
          <Text size="xs">{t('notOnMap')}</Text>
          <Group gap="xs">
            {lost.slice(0, MOST_NAMED).map(({ row }) => (
              <Anchor key={row} component="button" type="button" size="xs" c="red" onClick={() => choose(row)}>
                {t('row', { row })}
              </Anchor>
            ))}
          </Group>
        </Card>
      )}
    </>
  );
}

function featuresOfRows(rows: readonly ImportedRow[]): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: rows.flatMap(({ row, state, centre }) =>
      centre
        ? [
            {
              type: 'Feature',
              id: row,
              geometry: { type: 'Point', coordinates: [...centre] },
              properties: { row, state },
            },
          ]
        : [],
    ),
  };
}

const RADIUS = 5;

function addRowsLayer(map: MapLibre, choose: (row: number) => void): void {
  map.addSource(SOURCE, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
  map.addLayer({
    id: 'import-rows',
    type: 'circle',
    source: SOURCE,
    layout: { 'circle-sort-key': ['case', ['==', ['get', 'state'], 'faulty'], 1, 0] },
    paint: {
      'circle-radius': ['case', ['==', ['get', 'state'], 'faulty'], RADIUS + 2, RADIUS],
      'circle-color': [
        'match',
        ['get', 'state'],
        'new',
        '#0f9b8e',
        'changed',
        '#1c7ed6',
        'faulty',
        '#e03131',
        '#868e96',
      ],
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 1.5,
    },
  });
  map.addLayer({
    id: 'import-chosen',
    type: 'circle',
    source: SOURCE,
    filter: ['==', ['get', 'row'], -1],
    paint: {
      'circle-radius': RADIUS + 6,
      'circle-color': 'rgba(0,0,0,0)',
      'circle-stroke-color': '#e8590c',
      'circle-stroke-width': 3,
    },
  });
  map.on('click', 'import-rows', ({ features }: MapLayerMouseEvent) => {
    const row = features?.[0]?.properties.row;
    if (typeof row === 'number') choose(row);
  });
}
