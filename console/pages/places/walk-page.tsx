import {
  Alert,
  Box,
  Button,
  Card,
  Group,
  NumberInput,
  ScrollArea,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Map as MapLibre } from 'maplibre-gl';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { WalkRequest } from '../../../engine/api/contract.ts';
import { type DrawnShape, shapeAround } from '../../parts/draw-shape.ts';
import { Failure } from '../../parts/four-states.tsx';
import { boxAround, featuresOfPlaces } from '../../parts/map-places.ts';
import { Page } from '../../parts/page.tsx';
import { addPlacesLayer } from '../../parts/places-layer.ts';
import { useKept } from '../../parts/use-kept.ts';
import { WorldMap } from '../../parts/world-map.tsx';
import { mapPlacesQuery } from '../../queries/places.ts';
import { sessionQuery } from '../../queries/session.ts';
import { walkQuery } from '../../queries/walk.ts';
import { PointsList } from './points-list.tsx';
import { useDraftsForWalk } from './use-drafts-for-walk.ts';
import { useSettled } from './use-settled.ts';
import { useSketch } from './use-sketch.ts';
import { WalkLayer } from './walk-layer.tsx';
import { WalkPlayer } from './walk-player.tsx';
import { WalkStepView } from './walk-step.tsx';

/** How somebody walks, as people say it. */
interface Terms {
  readonly kmh: number;
  readonly seconds: number;
  readonly metres: number;
  readonly restMinutes: number;
  readonly customer: string;
  readonly hasDrafts: boolean;
}

const USUAL: Terms = { kmh: 5, seconds: 30, metres: 15, restMinutes: 0, customer: '', hasDrafts: false };

/** Draws a walk, and plays it through what is live or drafted: which fix enters what, wakes what, and why not. */
export function DrawWalk() {
  const t = useTranslations('places.walks');
  const [way, setWay] = useKept<DrawnShape | undefined>('walk', undefined);
  const [terms, setTerms] = useKept('walk-terms', USUAL);
  const [map, setMap] = useState<MapLibre>();
  const [at, setAt] = useState(0);
  const [isDrawing, setDrawing] = useState(false);
  const drafts = useDraftsForWalk(terms.hasDrafts);
  const asked = useMemo(() => requestOf(way, terms, drafts), [way, terms, drafts]);
  const query = useQuery(walkQuery(useSettled(asked, 300)));
  const steps = asked ? (query.data?.steps ?? []) : [];
  const index = Math.min(at, Math.max(0, steps.length - 1));
  useSketch(
    map,
    { shape: way, part: 0, tool: isDrawing ? 'corridor' : undefined },
    { change: (next) => take(next), choose: () => undefined, ended: () => setDrawing(false) },
  );
  const take = (next: DrawnShape) => {
    setWay(next);
    setAt(0);
  };
  const begin = (isByPointer: boolean) => {
    setDrawing(true);
    if (isByPointer) map?.getCanvas().focus();
  };
  const byFields = () => {
    setDrawing(false);
    const { lng, lat } = map?.getCenter() ?? { lng: 10, lat: 50 };
    take(shapeAround('corridor', [lng, lat], 300));
  };
  return (
    <Page title={t('title')} fills>
      <Group align="stretch" gap="md" wrap="nowrap" className="places-columns" style={{ flex: 1, minHeight: 0 }}>
        <Card withBorder padding={0} w={280} style={{ flex: 'none' }}>
          <ScrollArea h="100%" type="auto">
            <Stack gap="sm" p="md">
              <Text size="sm">{t('hint')}</Text>
              <Group gap="xs">
                <Button
                  size="xs"
                  variant={isDrawing ? 'filled' : 'light'}
                  aria-pressed={isDrawing}
                  onClick={({ detail }) => begin(detail > 0)}
                >
                  {t(way ? 'anew' : 'draw')}
                </Button>
                <Button size="xs" variant="subtle" onClick={byFields}>
                  {t('byFields')}
                </Button>
              </Group>
              {isDrawing && (
                <Text size="xs" c="dimmed" aria-live="polite">
                  {t('drawing')}
                </Text>
              )}
              <WalkTerms terms={terms} change={setTerms} />
              {way && (
                <details className="panel-details">
                  <summary>{t('points')}</summary>
                  <PointsList shape={way} part={0} change={take} />
                </details>
              )}
            </Stack>
          </ScrollArea>
        </Card>
        <Stack style={{ flex: 1, minWidth: 0 }} gap="xs">
          <Box style={{ flex: 1, minHeight: 240, position: 'relative' }}>
            <WalkMap setMap={setMap} />
            <WalkLayer map={map} steps={steps} index={index} choose={setAt} />
          </Box>
          {steps.length > 0 && <WalkPlayer steps={steps} index={index} go={setAt} />}
        </Stack>
        <Card withBorder padding={0} className="places-panel" component="aside" aria-label={t('what')}>
          <ScrollArea h="100%" type="auto">
            {query.error && asked ? (
              <Box p="md">
                <Failure error={query.error} retry={() => void query.refetch()} />
              </Box>
            ) : steps[index] ? (
              <WalkStepView steps={steps} index={index} after={query.data?.after} go={setAt} />
            ) : (
              <Alert m="md" variant="light">
                {t('empty')}
              </Alert>
            )}
          </ScrollArea>
        </Card>
      </Group>
    </Page>
  );
}

function requestOf(way: DrawnShape | undefined, terms: Terms, drafts: WalkRequest['drafts']): WalkRequest | undefined {
  if (way?.kind !== 'corridor') return undefined;
  const customer = terms.customer.trim();
  return {
    line: way.line.map(([lon, lat]): [number, number] => [lon, lat]),
    speedMetresPerSecond: terms.kmh / 3.6,
    intervalSeconds: terms.seconds,
    accuracyMetres: terms.metres,
    restSeconds: terms.restMinutes * 60,
    ...(customer !== '' && { customer, assume: [] }),
    ...(drafts && { drafts }),
  };
}

function WalkTerms({ terms, change }: { readonly terms: Terms; readonly change: (terms: Terms) => void }) {
  const t = useTranslations('places.walks');
  const { data: session } = useQuery(sessionQuery);
  const number = (name: 'kmh' | 'seconds' | 'metres' | 'restMinutes', min: number, max: number) => (
    <NumberInput
      label={t(name)}
      value={terms[name]}
      min={min}
      max={max}
      onChange={(value) =>
        typeof value === 'number' && value >= min && value <= max && change({ ...terms, [name]: value })
      }
    />
  );
  return (
    <>
      <Group grow>
        {number('kmh', 0.5, 300)}
        {number('seconds', 1, 3_600)}
      </Group>
      <Group grow>
        {number('metres', 0, 5_000)}
        {number('restMinutes', 0, 1_440)}
      </Group>
      {session?.may.includes('personal') && (
        <TextInput
          label={t('customer')}
          description={t('customerHint')}
          value={terms.customer}
          maxLength={128}
          onChange={({ currentTarget: { value } }) => change({ ...terms, customer: value })}
        />
      )}
      <Switch
        label={t('drafts')}
        checked={terms.hasDrafts}
        onChange={({ currentTarget: { checked } }) => change({ ...terms, hasDrafts: checked })}
      />
    </>
  );
}

/** The map with all places; it looks at all of them first. */
function WalkMap({ setMap }: { readonly setMap: (map: MapLibre | undefined) => void }) {
  const t = useTranslations('places.walks');
  const { data: places } = useQuery(mapPlacesQuery);
  if (!places) return null;
  return (
    <WorldMap
      label={t('title')}
      onReady={(map) => {
        addPlacesLayer(map, () => undefined).show(featuresOfPlaces(places));
        const box = boxAround(places);
        if (box)
          map.fitBounds([...box] as [number, number, number, number], { padding: 48, maxZoom: 15, animate: false });
        setMap(map);
        return () => setMap(undefined);
      }}
    />
  );
}
