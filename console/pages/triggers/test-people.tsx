import { Button, Card, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useFormatter, useTranslations } from 'use-intl';
import type { KeptBackTest, KeptPerson } from '../../../engine/api/contract.ts';
import { Failure } from '../../parts/four-states.tsx';
import { type PeopleGroup, reachedQuery } from '../../queries/back-tests.ts';

const GROUPS = ['added', 'lost', 'both'] as const;
const BY = ['sends', 'matches'] as const;
type By = (typeof BY)[number];

/**
 * The people whom the draft adds, loses and keeps beside the live version, by name; of one alone all that it matched.
 */
export function TestPeople({ test }: { readonly test: KeptBackTest }) {
  const t = useTranslations('testing');
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { readonly group?: PeopleGroup; readonly by?: By };
  const by = BY.find((one) => one === search.by) ?? 'sends';
  const counts = test.difference?.[by];
  const group = counts
    ? (GROUPS.find((one) => one === search.group) ?? GROUPS.find((one) => counts[one] > 0) ?? 'added')
    : undefined;
  const query = useInfiniteQuery(reachedQuery(test.id, group, by));
  const go = (next: { readonly group?: string; readonly by?: string }) =>
    void navigate({ to: '.', search: (before: object) => ({ ...before, ...next }), replace: true } as never);
  const people = query.data?.pages.flatMap((page) => page.people) ?? [];
  const [first] = query.data?.pages ?? [];
  const all = counts ? counts.added + counts.lost + counts.both : test.tested?.matchedCustomers;
  return (
    <Card withBorder component="section" aria-label={t(counts ? 'whom' : 'figures.people')}>
      <Title order={2} mb="xs">
        {t(counts ? 'whom' : 'figures.people')}
      </Title>
      {counts && (
        <Group mb="sm">
          <SegmentedControl
            aria-label={t('whom')}
            value={group ?? 'added'}
            onChange={(next) => go({ group: next })}
            data={GROUPS.map((one) => ({ value: one, label: t(`groups.${one}`, { count: counts[one] }) }))}
          />
          <SegmentedControl
            size="xs"
            aria-label={t('figures.people')}
            value={by}
            onChange={(next) => go({ by: next })}
            data={BY.map((one) => ({ value: one, label: t(`by.${one}`) }))}
          />
        </Group>
      )}
      {query.error && <Failure error={query.error} retry={() => void query.refetch()} />}
      {first?.of === 0 && <Text c="dimmed">{t('nobody')}</Text>}
      <Stack gap={4}>
        {people.map((person) => (
          <Person key={person.customer} person={person} />
        ))}
      </Stack>
      {query.hasNextPage && (
        <Button variant="default" size="xs" mt="sm" onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      {test.peopleKept !== undefined && all !== undefined && all > test.peopleKept && (
        <Text size="xs" c="dimmed" mt="xs">
          {t('cutPeople', { kept: test.peopleKept })}
        </Text>
      )}
    </Card>
  );
}

function Person({ person: { customer, tested, live } }: { readonly person: KeptPerson }) {
  const t = useTranslations('testing');
  const format = useFormatter();
  const counts = tested.matches > 0 ? tested : live;
  const [match] = counts.first;
  return (
    <Group gap="sm" wrap="nowrap">
      <Link to="/customers/$id" params={{ id: customer }} className="row-link any-text">
        {customer}
      </Link>
      <Text size="sm" c="dimmed" className="any-text">
        {t('matchCount', { count: counts.matches })}
        {match && ` · ${format.dateTime(match.at, { dateStyle: 'short', timeStyle: 'short' })}`}
        {match?.place !== undefined && ` · ${match.place}`}
      </Text>
    </Group>
  );
}
