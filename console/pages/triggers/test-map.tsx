import { Box, Card, Group, SimpleGrid, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Map as MapLibre } from 'maplibre-gl';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { KeptBackTest, KeptMatches } from '../../../engine/api/contract.ts';
import { featuresOfPlaces } from '../../parts/map-places.ts';
import { addPlacesLayer, boxOf } from '../../parts/places-layer.ts';
import { sourceOf } from '../../parts/source-of.ts';
import { WorldMap } from '../../parts/world-map.tsx';
import { matchesQuery } from '../../queries/back-tests.ts';
import { mapPlacesQuery } from '../../queries/places.ts';

const COLOURS = { added: '#2f9e44', lost: '#e8590c', both: '#1971c2' } as const;

/** The matches of the draft and of the live version on two maps side by side, which move together. */
export function TestMap({ test }: { readonly test: KeptBackTest }) {
  const t = useTranslations('testing');
  const { data } = useQuery(matchesQuery(test.id));
  const maps = useRef(new Set<MapLibre>());
  const sides = test.live ? (['live', 'tested'] as const) : (['tested'] as const);
  const nameOf = (side: 'live' | 'tested') =>
    side === 'live' ? t('live', { version: test.liveVersion ?? 0 }) : t(test.live ? 'draft' : 'tested');
  return (
    <Card withBorder>
      <SimpleGrid cols={{ base: 1, sm: sides.length }} spacing="md">
        {sides.map((side) => (
          <Box key={side}>
            <Title order={2}>{nameOf(side)}</Title>
            <Text size="xs" c="dimmed" mb={6}>
              {t('onMap', countOf(data?.matches ?? [], side))}
            </Text>
            <Side label={t('mapOf', { name: nameOf(side) })} side={side} matches={data?.matches} maps={maps.current} />
          </Box>
        ))}
      </SimpleGrid>
      {test.live && (
        <Group gap="md" mt="xs">
          {(['added', 'lost', 'both'] as const).map((group) => (
            <Group key={group} gap={6}>
              <svg width="10" height="10" aria-hidden="true">
                <circle cx="5" cy="5" r="5" fill={COLOURS[group]} />
              </svg>
              <Text size="xs">{t(`legend.${group}`)}</Text>
            </Group>
          ))}
        </Group>
      )}
    </Card>
  );
}

function Side({
  label,
  side,
  matches,
  maps,
}: {
  readonly label: string;
  readonly side: 'live' | 'tested';
  readonly matches: KeptMatches['matches'] | undefined;
  /** All maps that move together. */
  readonly maps: Set<MapLibre>;
}) {
  const [map, setMap] = useState<MapLibre>();
  const { data: places } = useQuery(mapPlacesQuery);
  const points = useMemo(() => pointsOf(matches ?? [], side), [matches, side]);
  const around = useMemo(() => boxOf(pointsOf(matches ?? [])), [matches]);
  useEffect(() => {
    sourceOf(map, 'matches')?.setData(points);
    if (map && around) map.fitBounds(around, { padding: 40, maxZoom: 15, animate: false });
  }, [map, points, around]);
  useEffect(() => {
    if (!map) return;
    sourceOf(map, 'places')?.setData(featuresOfPlaces(places ?? []));
  }, [map, places]);
  return (
    <Box h={280}>
      <WorldMap
        label={label}
        onReady={(made) => {
          addPlacesLayer(made, () => undefined);
          addMatches(made);
          maps.add(made);
          made.on('move', ({ originalEvent }) => {
            if (!originalEvent) return;
            for (const other of maps)
              if (other !== made) other.jumpTo({ center: made.getCenter(), zoom: made.getZoom() });
          });
          setMap(made);
          return () => {
            maps.delete(made);
            setMap(undefined);
          };
        }}
      />
    </Box>
  );
}

function addMatches(map: MapLibre): void {
  map.addSource('matches', { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
  map.addLayer({
    id: 'matches',
    type: 'circle',
    source: 'matches',
    paint: {
      'circle-radius': 5,
      'circle-color': ['match', ['get', 'group'], 'added', COLOURS.added, 'lost', COLOURS.lost, COLOURS.both],
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 1.2,
      'circle-opacity': 0.85,
    },
  });
}

function countOf(matches: KeptMatches['matches'], side: 'live' | 'tested') {
  const own = matches.filter(({ of }) => of === side);
  return { matches: own.length, shown: own.filter(({ lat }) => lat !== undefined).length };
}

/** The matches of one side, or of both, where a position is known. */
function pointsOf(matches: KeptMatches['matches'], side?: 'live' | 'tested'): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: matches.flatMap(({ lat, lon, of, group = 'both' }) =>
      lat === undefined || lon === undefined || (side !== undefined && of !== side)
        ? []
        : [{ type: 'Feature', geometry: { type: 'Point', coordinates: [lon, lat] }, properties: { group } }],
    ),
  };
}
