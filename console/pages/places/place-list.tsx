import { Badge, Box, Card, Group, Select, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { MapPlace } from '../../../engine/api/contract.ts';
import { findPlaces, type ListSearch, SORTS, tagsOf } from './find-places.ts';

const ROW = 58;

/** Places as a list: search, tag and order stand in the address; however many there are, only what is seen is drawn. */
export function PlaceList({
  places,
  search,
  chosen,
  open,
}: {
  readonly places: readonly MapPlace[];
  readonly search: ListSearch;
  readonly chosen: string | undefined;
  readonly open: (id: string) => void;
}) {
  const t = useTranslations('places');
  const navigate = useNavigate();
  const found = useMemo(() => findPlaces(places, search), [places, search]);
  const tags = useMemo(() => tagsOf(places), [places]);
  const holder = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: found.length,
    getScrollElement: () => holder.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const at = found.findIndex(({ id }) => id === chosen);
  const { scrollToIndex } = rows;
  useEffect(() => {
    if (at >= 0) scrollToIndex(at, { align: 'auto' });
  }, [at, scrollToIndex]);
  const set = (part: Partial<ListSearch>) =>
    void navigate({ to: '.', search: (before) => withoutEmpty({ ...before, ...part }), replace: true });
  return (
    <Card withBorder padding={0} w={300} style={{ flex: 'none', display: 'flex' }} visibleFrom="sm">
      <Box p="sm" pb={6}>
        <TextInput
          leftSection={<IconSearch size={16} />}
          placeholder={t('search')}
          aria-label={t('search')}
          defaultValue={search.q ?? ''}
          onChange={({ currentTarget: { value } }) => set({ q: value })}
        />
        <Group gap={6} mt={6} grow wrap="nowrap">
          <Select
            size="xs"
            aria-label={t('tag')}
            placeholder={t('allTags')}
            data={tags}
            value={search.tag ?? null}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': t('allTags') }}
            onChange={(tag) => set({ tag: tag ?? '' })}
          />
          <Select
            size="xs"
            aria-label={t('sort.label')}
            data={SORTS.map((value) => ({ value, label: t(`sort.${value}`) }))}
            value={search.sort ?? 'name'}
            allowDeselect={false}
            onChange={(sort) => set({ sort: sort === 'name' || sort === null ? '' : sort })}
          />
        </Group>
        <Text size="xs" c="dimmed" mt={6} aria-live="polite">
          {found.length === places.length
            ? t('count', { count: places.length })
            : t('of', { shown: found.length, all: places.length })}
        </Text>
      </Box>
      <div ref={holder} style={{ flex: 1, minHeight: 0, overflowY: 'auto' }}>
        {found.length === 0 && (
          <Text p="sm" c="dimmed">
            {t('none')}
          </Text>
        )}
        <ul style={{ position: 'relative', height: rows.getTotalSize(), margin: 0, padding: 0, listStyle: 'none' }}>
          {rows.getVirtualItems().map(({ index, start, size }) => {
            const place = found[index]!;
            return (
              <li
                key={place.id}
                aria-setsize={found.length}
                aria-posinset={index + 1}
                style={{
                  position: 'absolute',
                  top: 0,
                  left: 0,
                  right: 0,
                  height: size,
                  transform: `translateY(${start}px)`,
                }}
              >
                <ListedPlace place={place} isOpen={place.id === chosen} open={() => open(place.id)} />
              </li>
            );
          })}
        </ul>
      </div>
    </Card>
  );
}

function withoutEmpty(search: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search).filter(([, value]) => value !== '' && value !== undefined),
  ) as Record<string, string>;
}

function ListedPlace({
  place: { name, shape, metres, tags },
  isOpen,
  open,
}: {
  readonly place: MapPlace;
  readonly isOpen: boolean;
  readonly open: () => void;
}) {
  const t = useTranslations('places');
  return (
    <UnstyledButton
      onClick={open}
      aria-current={isOpen || undefined}
      px="sm"
      py={8}
      w="100%"
      h="100%"
      style={{
        borderTop: '1px solid var(--kairos-line)',
        overflow: 'hidden',
        background: isOpen ? 'var(--mantine-primary-color-light)' : undefined,
      }}
    >
      <Text size="sm" fw={550} truncate style={{ unicodeBidi: 'plaintext' }}>
        {name}
      </Text>
      <Group gap={6} wrap="nowrap">
        <Text size="xs" c="dimmed" style={{ flex: 'none' }}>
          {metres === undefined ? t(`shape.${shape}`) : t(shape === 'circle' ? 'radius' : 'width', { metres })}
        </Text>
        {tags.slice(0, 2).map((tag) => (
          <Badge key={tag} size="xs" variant="light" color="gray" tt="none">
            {tag}
          </Badge>
        ))}
      </Group>
    </UnstyledButton>
  );
}
