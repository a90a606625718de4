import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import type { MapPlace } from '../../../engine/api/contract.ts';
import { definitionsQuery } from '../../queries/definitions.ts';

/** The triggers that a place wakes. */
export function PlaceUsers({ place }: { readonly place: Pick<MapPlace, 'id' | 'tags'> }) {
  const t = useTranslations('places');
  const { data } = useQuery(definitionsQuery);
  const users = (data?.documents ?? []).filter(({ kind, body }) => kind === 'trigger' && speaksOf(body, place));
  return (
    <div>
      <Text size="xs" c="dimmed" fw={600}>
        {t('usedBy')}
      </Text>
      {users.length === 0 ? (
        <Text size="sm">{t('unused')}</Text>
      ) : (
        users.map(({ name }) => (
          <Text key={name} size="sm" className="any-text">
            <Link to="/triggers/$name" params={{ name }} className="row-link">
              {name}
            </Link>
          </Text>
        ))
      )}
    </div>
  );
}

/** Whether a trigger's `on` selects this place: by its id, one of its tags, or as any. */
function speaksOf(body: unknown, { id, tags }: Pick<MapPlace, 'id' | 'tags'>): boolean {
  const { on } = body as { readonly on?: unknown };
  return JSON.stringify(on ?? null, (key, value) => {
    if (key !== 'places') return value;
    const { id: one, ids, tag } = value as { id?: string; ids?: readonly string[]; tag?: string };
    return value === 'any' || one === id || ids?.includes(id) || (tag !== undefined && tags.includes(tag)) ? '!' : '';
  }).includes('"places":"!"');
}
