import { Box, Text, useComputedColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Map as MapLibre } from 'maplibre-gl';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Picture } from '../../parts/chart/figure.tsx';
import { CHART_LOOKS } from '../../parts/chart/look.ts';
import { boxOf, labelPaint } from '../../parts/places-layer.ts';
import { sourceOf } from '../../parts/source-of.ts';
import { usePositions } from '../../parts/use-positions.ts';
import { WorldMap } from '../../parts/world-map.tsx';
import { mapPlacesQuery } from '../../queries/places.ts';
import type { QueryRow } from '../../queries/results.ts';
import { pointsOf } from './points-of.ts';
import type { Measure } from './steps.ts';

const SOURCE = 'results';

/**
 * Results by place or area on a map, over where customers were: the larger a circle the more, the stronger its colour
 * the oftener.
 */
export function PlaceMap({
  rows,
  by,
  measure,
  label,
  say,
  onPick,
  pictureRef,
}: {
  readonly rows: readonly QueryRow[];
  readonly by: 'place' | 'cell';
  readonly measure: Measure;
  readonly label: string;
  readonly say: (row: QueryRow) => string;
  readonly onPick: (row: QueryRow) => void;
  /** Holds what takes the map's picture. */
  readonly pictureRef: RefObject<(() => Picture) | null>;
}) {
  const t = useTranslations('results');
  const scheme = useComputedColorScheme('light');
  const { data: places } = useQuery({ ...mapPlacesQuery, enabled: by === 'place' });
  const [map, setMap] = useState<MapLibre>();
  usePositions(map);
  const points = useMemo(() => {
    const centres = new Map((places ?? []).map(({ id, centre }) => [id, centre] as const));
    return pointsOf(rows, by, measure, centres, say);
  }, [rows, by, measure, places, say]);
  const pick = useRef<(index: number) => void>(() => undefined);
  pick.current = (index) => rows[index] && onPick(rows[index]);
  useEffect(() => {
    if (!map) return;
    sourceOf(map, SOURCE)?.setData(points);
    const box = boxOf(points);
    if (box) map.fitBounds(box, { padding: 80, maxZoom: 14, animate: false });
  }, [map, points]);
  const isKnown = by === 'cell' || places !== undefined;
  const without = rows.length - points.features.length;
  const says = `${t('mapSays', { shown: points.features.length })}${isKnown && without > 0 ? ` ${t('mapWithout', { without })}` : ''}`;
  useEffect(() => {
    if (!map) return;
    // What a map has drawn is gone after the frame: it is drawn once more.
    pictureRef.current = () => ({ canvas: map.redraw().getCanvas(), note: says });
    return () => {
      pictureRef.current = null;
    };
  }, [map, says, pictureRef]);
  return (
    <>
      <Box h={420}>
        <WorldMap
          label={label}
          onReady={(ready) => {
            addResultsLayer(ready, CHART_LOOKS[scheme].scale, (index) => pick.current(index));
            setMap(ready);
            return () => setMap(undefined);
          }}
        />
      </Box>
      <Text size="xs" c="dimmed" role="status">
        {says}
      </Text>
    </>
  );
}

function addResultsLayer(
  map: MapLibre,
  [little, much]: readonly [string, string],
  picked: (index: number) => void,
): void {
  map.addSource(SOURCE, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
  map.addLayer({
    id: SOURCE,
    type: 'circle',
    source: SOURCE,
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['get', 'size'], 0, 6, 1, 26],
      'circle-color': ['interpolate', ['linear'], ['get', 'rate'], 0, little, 1, much],
      'circle-opacity': 0.85,
      'circle-stroke-color': much,
      'circle-stroke-width': 1.5,
    },
  });
  map.addLayer({
    id: `${SOURCE}-label`,
    type: 'symbol',
    source: SOURCE,
    layout: {
      'text-field': ['get', 'says'],
      'text-size': 12,
      'text-anchor': 'top',
      // below the circle, however large it is
      'text-offset': ['interpolate', ['linear'], ['get', 'size'], 0, ['literal', [0, 0.8]], 1, ['literal', [0, 2.4]]],
    },
    paint: labelPaint(map),
  });
  map.on('click', SOURCE, ({ features }) => {
    const index = features?.[0]?.properties.index;
    if (typeof index === 'number') picked(index);
  });
  map.on('mouseenter', SOURCE, () => {
    map.getCanvas().style.cursor = 'pointer';
  });
  map.on('mouseleave', SOURCE, () => {
    map.getCanvas().style.cursor = '';
  });
}
