import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { usersOfPlaceQuery } from '../../queries/places.ts';

/** The triggers and other documents that use a place, by its id or one of its tags. */
export function PlaceUsers({ id }: { readonly id: string }) {
  const t = useTranslations('places');
  const { data } = useQuery(usersOfPlaceQuery(id));
  if (!data) return null;
  const names = [...new Map(data.users.map((user) => [`${user.kind} ${user.name}`, user])).values()];
  return (
    <div>
      <Text size="xs" c="dimmed" fw={600}>
        {t('usedBy')}
      </Text>
      {names.length === 0 && <Text size="sm">{t('unused')}</Text>}
      {names.map(({ kind, name }) => (
        <Text key={`${kind} ${name}`} size="sm" className="any-text">
          {kind === 'trigger' ? (
            <Link to="/triggers/$name" params={{ name }} className="row-link">
              {name}
            </Link>
          ) : (
            name
          )}
        </Text>
      ))}
    </div>
  );
}
