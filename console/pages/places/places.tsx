import { Badge, Box, Card, Group, ScrollArea, Stack, Table, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { Map as MapLibre } from 'maplibre-gl';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { FourStates } from '../../parts/four-states.tsx';
import { WorldMap } from '../../parts/map.tsx';
import { Page } from '../../parts/page.tsx';
import { factsOf, featuresOf, type PlaceDocument, type PlaceFacts } from '../../parts/place-shapes.ts';
import { addPlacesLayer, boxOf, type PlacesLayer } from '../../parts/places-layer.ts';
import { definitionsQuery } from '../../queries/definitions.ts';

/** Places that are listed at once; the map shows all. */
const MOST_LISTED = 200;

/** All places: map and list in step, one of them with what it says of itself. */
export function Places() {
  const t = useTranslations('places');
  const query = useQuery(definitionsQuery);
  return (
    <Page title={t('title')} fills>
      <FourStates
        query={query}
        isEmpty={({ documents }) => documents.every(({ kind }) => kind !== 'place')}
        empty={{ title: t('empty'), hint: t('emptyHint') }}
      >
        {({ documents }) => (
          <MapAndList
            places={documents.filter(({ kind }) => kind === 'place') as unknown as readonly PlaceDocument[]}
            triggers={documents.filter(({ kind }) => kind === 'trigger')}
          />
        )}
      </FourStates>
    </Page>
  );
}

function MapAndList({
  places,
  triggers,
}: {
  readonly places: readonly PlaceDocument[];
  readonly triggers: readonly { readonly name: string; readonly body: unknown }[];
}) {
  const t = useTranslations('places');
  const navigate = useNavigate();
  const { id: chosen } = useParams({ strict: false });
  const { q = '' } = useSearch({ strict: false }) as { readonly q?: string };
  const facts = useMemo(() => places.map(factsOf), [places]);
  const features = useMemo(() => featuresOf(places), [places]);
  const found = useMemo(() => facts.filter((place) => isFound(place, q)), [facts, q]);
  const [layer, setLayer] = useState<{ readonly map: MapLibre; readonly places: PlacesLayer }>();
  const go = useRef((_id: string) => {});
  go.current = (id) => void navigate({ to: '/places/$id', params: { id }, search: (before) => before });
  useEffect(() => {
    layer?.places.show(features);
    const box = boxOf(features);
    if (layer && box) layer.map.fitBounds(box, { padding: 48, maxZoom: 15, animate: false });
  }, [layer, features]);
  useEffect(() => {
    layer?.places.choose(chosen);
    const one = { ...features, features: features.features.filter(({ properties }) => properties?.id === chosen) };
    const box = boxOf(one);
    if (layer && box) layer.map.fitBounds(box, { padding: 120, maxZoom: 16.5, duration: 500 });
  }, [layer, chosen, features]);
  const open = facts.find(({ id }) => id === chosen);
  return (
    <Group align="stretch" gap="md" wrap="nowrap" style={{ flex: 1, minHeight: 0 }}>
      <Card withBorder padding={0} w={320} style={{ flex: 'none', display: 'flex' }} visibleFrom="sm">
        <Box p="sm">
          <TextInput
            leftSection={<IconSearch size={16} />}
            placeholder={t('search')}
            aria-label={t('search')}
            defaultValue={q}
            onChange={({ currentTarget: { value } }) =>
              void navigate({ to: '.', search: value === '' ? {} : { q: value }, replace: true })
            }
          />
          <Text size="xs" c="dimmed" mt={6}>
            {found.length > MOST_LISTED
              ? t('of', { shown: MOST_LISTED, all: found.length })
              : t('count', { count: found.length })}
          </Text>
        </Box>
        <ScrollArea style={{ flex: 1 }} type="auto">
          {found.length === 0 && (
            <Text p="sm" c="dimmed">
              {t('none')}
            </Text>
          )}
          {found.slice(0, MOST_LISTED).map((place) => (
            <ListedPlace key={place.id} place={place} isOpen={place.id === chosen} open={() => go.current(place.id)} />
          ))}
        </ScrollArea>
      </Card>
      <Box style={{ flex: 1, position: 'relative', minWidth: 0 }}>
        <WorldMap
          label={t('title')}
          onReady={(map) => {
            setLayer({ map, places: addPlacesLayer(map, (id) => go.current(id)) });
            return () => setLayer(undefined);
          }}
        />
        {open && <OpenPlace place={open} usedBy={triggers.filter(({ body }) => speaksOf(body, open))} />}
      </Box>
    </Group>
  );
}

function ListedPlace({
  place: { title, kind, metres, tags },
  isOpen,
  open,
}: {
  readonly place: PlaceFacts;
  readonly isOpen: boolean;
  readonly open: () => void;
}) {
  const t = useTranslations('places');
  return (
    <UnstyledButton
      onClick={open}
      aria-current={isOpen || undefined}
      p="xs"
      px="sm"
      w="100%"
      style={{
        borderTop: '1px solid var(--kairos-line)',
        background: isOpen ? 'var(--mantine-primary-color-light)' : undefined,
      }}
    >
      <Text size="sm" fw={550} className="any-text">
        {title}
      </Text>
      <Group gap={6}>
        <Text size="xs" c="dimmed">
          {[kind && t(`shape.${kind}`), metres && t(kind === 'circle' ? 'radius' : 'width', { metres })]
            .filter(Boolean)
            .join(' · ')}
        </Text>
        {tags.slice(0, 3).map((tag) => (
          <Badge key={tag} size="xs" variant="light" color="gray" tt="none">
            {tag}
          </Badge>
        ))}
      </Group>
    </UnstyledButton>
  );
}

function OpenPlace({
  place: { title, id, kind, metres, tags, attributes, hours },
  usedBy,
}: {
  readonly place: PlaceFacts;
  readonly usedBy: readonly { readonly name: string }[];
}) {
  const t = useTranslations('places');
  return (
    <Card
      withBorder
      shadow="md"
      w={300}
      style={{ position: 'absolute', top: 12, left: 12, maxHeight: 'calc(100% - 24px)', overflowY: 'auto' }}
      component="aside"
      aria-label={title}
    >
      <Stack gap="sm">
        <div>
          <Text fw={650} className="any-text">
            {title}
          </Text>
          <Text size="xs" c="dimmed" className="any-text">
            {id}
          </Text>
        </div>
        <Group gap={6}>
          {kind && <Badge variant="light">{t(`shape.${kind}`)}</Badge>}
          {metres && (
            <Badge variant="light" tt="none">
              {t(kind === 'circle' ? 'radius' : 'width', { metres })}
            </Badge>
          )}
          {tags.map((tag) => (
            <Badge key={tag} variant="light" color="gray" tt="none">
              {tag}
            </Badge>
          ))}
        </Group>
        {attributes.length > 0 && <Pairs title={t('attributes')} rows={attributes} />}
        {Object.keys(hours).length > 0 && (
          <Pairs title={t('hours')} rows={Object.entries(hours).map(([day, spans]) => [day, spans.join(', ')])} />
        )}
        <div>
          <Text size="xs" c="dimmed" fw={600}>
            {t('usedBy')}
          </Text>
          {usedBy.length === 0 ? (
            <Text size="sm">{t('unused')}</Text>
          ) : (
            usedBy.map(({ name }) => (
              <Text key={name} size="sm" className="any-text">
                {name}
              </Text>
            ))
          )}
        </div>
      </Stack>
    </Card>
  );
}

function Pairs({ title, rows }: { readonly title: string; readonly rows: readonly (readonly [string, string])[] }) {
  return (
    <div>
      <Text size="xs" c="dimmed" fw={600}>
        {title}
      </Text>
      <Table verticalSpacing={2} horizontalSpacing={0} withRowBorders={false}>
        <Table.Tbody>
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Td c="dimmed" fz="sm">
                {name}
              </Table.Td>
              <Table.Td fz="sm" className="any-text">
                {value}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function isFound({ id, title, tags }: PlaceFacts, q: string): boolean {
  const wanted = q.trim().toLowerCase();
  return wanted === '' || [id, title, ...tags].some((text) => text.toLowerCase().includes(wanted));
}

/** Whether a trigger's `on` selects this place: by its id, one of its tags, or as any. */
function speaksOf(body: unknown, { id, tags }: PlaceFacts): boolean {
  const { on } = body as { readonly on?: unknown };
  return JSON.stringify(on ?? null, (key, value) => {
    if (key !== 'places') return value;
    const { id: one, ids, tag } = value as { id?: string; ids?: readonly string[]; tag?: string };
    return value === 'any' || one === id || ids?.includes(id) || (tag !== undefined && tags.includes(tag)) ? '!' : '';
  }).includes('"places":"!"');
}
