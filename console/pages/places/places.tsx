import { Box, Button, Card, Group, Stack } from '@mantine/core';
import { IconFileUpload, IconPencilPlus, IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useRouterState, useSearch } from '@tanstack/react-router';
import type { Map as MapLibre } from 'maplibre-gl';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { MapPlace } from '../../../engine/api/contract.ts';
import { FourStates, Loading } from '../../parts/four-states.tsx';
import { boxAround, featuresOfPlaces } from '../../parts/map-places.ts';
import { Page } from '../../parts/page.tsx';
import { addPlacesLayer, type PlacesLayer } from '../../parts/places-layer.ts';
import { usePositions } from '../../parts/use-positions.ts';
import { useView } from '../../parts/view-buttons.tsx';
import { whenIdle } from '../../parts/when-idle.ts';
import { WorldMap } from '../../parts/world-map.tsx';
import { mapPlacesQuery } from '../../queries/places.ts';
import { loadPart } from '../../queries/reach.ts';
import { sessionQuery } from '../../queries/session.ts';
import { type ListSearch, tagsOf } from './find-places.ts';
import { PlaceList } from './place-list.tsx';
import { PlaceView } from './place-view.tsx';

const loadEditor = () => loadPart(() => import('./place-editor.tsx'));
const PlaceEditor = lazy(async () => ({ default: (await loadEditor()).PlaceEditor }));

/** All places: list, map, and one of them to read or to edit. */
export function Places() {
  const t = useTranslations('places');
  const query = useQuery(mapPlacesQuery);
  const { data: session } = useQuery(sessionQuery);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const isNew = path === '/draw/place';
  const mayWrite = session?.may.includes('write') === true;
  useEffect(() => (mayWrite ? whenIdle(() => void loadEditor()) : undefined), [mayWrite]);
  return (
    <Page
      title={t('title')}
      fills
      actions={
        mayWrite && (
          <>
            <Button
              variant="default"
              leftSection={<IconRoute size={17} />}
              renderRoot={(props) => <Link to="/draw/walk" {...props} />}
            >
              {t('walk')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconFileUpload size={17} />}
              renderRoot={(props) => <Link to="/import/places" {...props} />}
            >
              {t('import')}
            </Button>
            <Button
              leftSection={<IconPencilPlus size={17} />}
              renderRoot={(props) => <Link to="/draw/place" search={(before) => before} {...props} />}
            >
              {t('draw')}
            </Button>
          </>
        )
      }
    >
      <FourStates
        query={query}
        isEmpty={(places) => places.length === 0 && !isNew}
        empty={{ title: t('empty'), hint: t('emptyHint') }}
      >
        {(places) => <MapAndList places={places} isNew={isNew} may={session?.may ?? []} />}
      </FourStates>
    </Page>
  );
}

interface Shown {
  readonly map: MapLibre;
  readonly places: PlacesLayer;
}

function MapAndList({
  places,
  isNew,
  may,
}: {
  readonly places: readonly MapPlace[];
  readonly isNew: boolean;
  readonly may: readonly string[];
}) {
  const t = useTranslations('places');
  const navigate = useNavigate();
  const { id: chosen } = useParams({ strict: false });
  const { q, tag, sort, tab } = useSearch({ strict: false }) as ListSearch & { readonly tab?: string };
  const search = useMemo(
    (): ListSearch => ({
      ...(q !== undefined && { q }),
      ...(tag !== undefined && { tag }),
      ...(sort !== undefined && { sort }),
    }),
    [q, tag, sort],
  );
  const [shown, setShown] = useState<Shown>();
  const [textHost, setTextHost] = useState<HTMLElement | null>(null);
  const view = useView();
  const isEditing = chosen !== undefined && tab === 'edit';
  const go = (id: string | undefined, next?: 'edit') => {
    const narrowed = { ...search, ...(next && { tab: next }) };
    if (id === undefined) void navigate({ to: '/places', search: narrowed });
    else void navigate({ to: '/places/$id', params: { id }, search: narrowed });
  };
  const pick = useRef((_id: string) => {});
  // A click on another place while one is drawn is a corner of it.
  pick.current = (id) => (isNew || isEditing ? undefined : go(id));
  usePositions(shown?.map);
  useFollow(shown, places, chosen, isEditing);
  const open = places.find(({ id }) => id === chosen);
  return (
    <Group align="stretch" gap="md" wrap="nowrap" className="places-columns" style={{ flex: 1, minHeight: 0 }}>
      {!isNew && !isEditing && <PlaceList places={places} search={search} chosen={chosen} open={go} />}
      <Stack gap="md" className="places-middle">
        <Box style={{ flex: 1, position: 'relative', minHeight: 240 }}>
          <WorldMap
            label={t('title')}
            onReady={(map) => {
              setShown({ map, places: addPlacesLayer(map, (id) => pick.current(id)) });
              return () => setShown(undefined);
            }}
          />
        </Box>
        {(isNew || isEditing) && view !== 'form' && <div ref={setTextHost} className="places-text" />}
      </Stack>
      {(isNew || open) && (
        <Card
          withBorder
          padding={0}
          className="places-panel"
          component="aside"
          aria-label={isNew ? t('editor.titleNew') : open?.name}
        >
          {isNew ? (
            <NewPlace
              places={places}
              map={shown?.map}
              textHost={textHost}
              mayPublish={may.includes('publish')}
              done={go}
            />
          ) : isEditing && open ? (
            <EditPlace
              key={open.id}
              place={open}
              places={places}
              map={shown?.map}
              textHost={textHost}
              mayPublish={may.includes('publish')}
              done={() => go(open.id)}
            />
          ) : (
            open && (
              <PlaceView
                place={open}
                mayWrite={may.includes('write')}
                mayPublish={may.includes('publish')}
                edit={() => go(open.id, 'edit')}
                close={() => go(undefined)}
              />
            )
          )}
        </Card>
      )}
    </Group>
  );
}

interface Editing {
  readonly places: readonly MapPlace[];
  readonly map: MapLibre | undefined;
  readonly textHost: HTMLElement | null;
  readonly mayPublish: boolean;
  readonly done: (id: string | undefined) => void;
}

function NewPlace({ places, ...editing }: Editing) {
  const taken = useMemo(() => new Set(places.map(({ id }) => id)), [places]);
  return (
    <Suspense fallback={<Loading />}>
      <PlaceEditor taken={taken} allTags={tagsOf(places)} {...editing} />
    </Suspense>
  );
}

function EditPlace({ place, places, ...editing }: Editing & { readonly place: MapPlace }) {
  const tags = useMemo(() => tagsOf(places), [places]);
  return (
    <Suspense fallback={<Loading />}>
      <PlaceEditor id={place.id} taken={NONE} allTags={tags} {...editing} />
    </Suspense>
  );
}

const NONE: ReadonlySet<string> = new Set();

/** Keeps the map in step: its places, which is chosen, and where it looks. */
function useFollow(
  shown: Shown | undefined,
  places: readonly MapPlace[],
  chosen: string | undefined,
  isEditing: boolean,
): void {
  const features = useMemo(() => featuresOfPlaces(places), [places]);
  const hasLooked = useRef(false);
  const now = useRef(places);
  now.current = places;
  useEffect(() => {
    shown?.places.show(features);
  }, [shown, features]);
  useEffect(() => {
    shown?.places.choose(chosen);
    shown?.places.hide(isEditing ? chosen : undefined);
  }, [shown, chosen, isEditing]);
  useEffect(() => {
    if (!shown) return;
    const isFirst = !hasLooked.current;
    hasLooked.current = true;
    const one = now.current.find(({ id }) => id === chosen);
    const box = one ? one.box : isFirst ? boxAround(now.current) : undefined;
    if (box)
      shown.map.fitBounds(box as [number, number, number, number], {
        padding: one ? 110 : 48,
        maxZoom: 17,
        animate: !isFirst,
        duration: 500,
      });
  }, [shown, chosen]);
}
