import { Anchor, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { presenceQuery } from '../../queries/places.ts';

/** Names that are shown; the rest is behind the search for customers. */
const MOST_NAMED = 8;

/** Who is in a place now, and how many came in seven days. */
export function PlacePeople({ id }: { readonly id: string }) {
  const t = useTranslations('places');
  const { data } = useQuery(presenceQuery(id));
  if (!data) return null;
  const { people, visits } = data;
  return (
    <Group grow align="start">
      <div>
        <Text size="xs" c="dimmed" fw={600}>
          {t('now')}
        </Text>
        <Text size="sm" fw={550}>
          {people.isWhole ? t('peopleNow', { count: people.count }) : t('peopleMany', { count: people.count })}
        </Text>
        {people.ids?.slice(0, MOST_NAMED).map((customer) => (
          <Text key={customer} size="xs" className="any-text">
            <Anchor size="xs" renderRoot={(props) => <Link to="/customers/$id" params={{ id: customer }} {...props} />}>
              {customer}
            </Anchor>
          </Text>
        ))}
        {people.count > 0 && !people.ids && (
          <Text size="xs" c="dimmed">
            {t('peopleHidden')}
          </Text>
        )}
      </div>
      <div>
        <Text size="xs" c="dimmed" fw={600}>
          {t('visits')}
        </Text>
        <Text size="sm" fw={550}>
          {t('visitsOf', { visits: visits.visits, people: visits.people })}
        </Text>
      </div>
    </Group>
  );
}
