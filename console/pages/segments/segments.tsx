import { Button, Card, Code, Group, List, Progress, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { stringify } from 'yaml';
import type { SegmentsView } from '../../../engine/api/contract.ts';
import { FourStates } from '../../parts/four-states.tsx';
import { Page } from '../../parts/page.tsx';
import { SearchField, useSearched } from '../../parts/search-field.tsx';
import { useClauses } from '../../parts/sentence/use-clauses.ts';
import { withKeys } from '../../parts/with-keys.ts';
import { countSegments, segmentsQuery } from '../../queries/segments.ts';
import { sessionQuery } from '../../queries/session.ts';
import { usedByQuery } from '../../queries/used-by.ts';
import { Members } from './members.tsx';

type Segment = SegmentsView['segments'][number];

/** Every segment: its condition, how many customers it says yes, no or unknown for, and what uses it. */
export function Segments() {
  const t = useTranslations('segments');
  const format = useFormatter();
  const now = useNow({ updateInterval: 10_000 });
  const queries = useQueryClient();
  const query = useQuery(segmentsQuery);
  const { data: session } = useQuery(sessionQuery);
  const searched = useSearched();
  const { counting, customers, segments = [] } = query.data ?? {};
  const count = async () => {
    await countSegments();
    await queries.invalidateQueries({ queryKey: segmentsQuery.queryKey, exact: true });
  };
  return (
    <Page
      title={t('title')}
      actions={
        session?.may.includes('write') &&
        segments.length > 0 && (
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} />}
            disabled={counting !== undefined}
            onClick={() => void count()}
          >
            {t('count')}
          </Button>
        )
      }
    >
      <FourStates
        query={query}
        isEmpty={(view) => view.segments.length === 0}
        empty={{ title: t('empty'), hint: t('emptyHint') }}
      >
        {(view) => (
          <Stack gap="md">
            <Group justify="space-between">
              <SearchField label={t('search')} />
              <Text size="sm" c="dimmed" role="status">
                {counting
                  ? t('counting', { looked: counting.looked })
                  : customers !== undefined && t('counted', { customers })}
              </Text>
            </Group>
            {counting && (
              <Progress
                value={customers ? Math.min(100, (100 * counting.looked) / customers) : 100}
                animated
                size="xs"
                aria-label={t('counting', { looked: counting.looked })}
              />
            )}
            {view.segments
              .filter(({ name }) => name.toLowerCase().includes(searched))
              .map((segment) => (
                <SegmentCard
                  key={segment.name}
                  segment={segment}
                  age={segment.count && format.relativeTime(Math.min(segment.count.at, now.getTime()), now)}
                />
              ))}
          </Stack>
        )}
      </FourStates>
    </Page>
  );
}

function SegmentCard({
  segment: { name, condition, count },
  age,
}: {
  readonly segment: Segment;
  readonly age: string | undefined;
}) {
  const t = useTranslations('segments');
  const clauses = useClauses(condition);
  return (
    <Card withBorder component="article" aria-label={name}>
      <Group justify="space-between" mb="xs" wrap="nowrap">
        <Title order={2} className="any-text">
          {name}
        </Title>
        <Text size="xs" c="dimmed">
          {age === undefined ? t('notCounted') : t('age', { age })}
        </Text>
      </Group>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <div>
          <Text size="xs" c="dimmed" fw={600} mb={4}>
            {t('condition')}
          </Text>
          <List size="sm" mb="xs" listStyleType={(clauses?.length ?? 0) > 1 ? 'disc' : 'none'} className="any-text">
            {withKeys(clauses ?? []).map(([key, clause]) => (
              <List.Item key={key}>{clause}</List.Item>
            ))}
          </List>
          <details>
            <Text component="summary" size="xs" c="dimmed" style={{ cursor: 'pointer' }}>
              {t('asText')}
            </Text>
            <Code block className="any-text" mt={4}>
              {stringify(condition ?? {}, { flowCollectionPadding: false }).trim()}
            </Code>
          </details>
        </div>
        <div>
          {count && <Counts count={count} />}
          <Text size="xs" c="dimmed" fw={600} mt="sm">
            {t('usedBy')}
          </Text>
          <Users segment={name} />
        </div>
      </SimpleGrid>
      <Members segment={name} />
    </Card>
  );
}

const ANSWERS = [
  ['yes', 'teal'],
  ['no', 'gray.5'],
  ['unknown', 'yellow'],
] as const;

function Counts({ count }: { readonly count: NonNullable<Segment['count']> }) {
  const t = useTranslations('segments');
  const format = useFormatter();
  const all = Math.max(1, count.yes + count.no + count.unknown);
  return (
    <>
      <Progress.Root size={14} aria-hidden="true">
        {ANSWERS.map(([answer, color]) => (
          <Progress.Section key={answer} value={(100 * count[answer]) / all} color={color} />
        ))}
      </Progress.Root>
      <Group gap="lg" mt={6}>
        {ANSWERS.map(([answer]) => (
          <div key={answer}>
            <Text fw={650}>{format.number(count[answer])}</Text>
            <Text size="xs" c="dimmed">
              {t(`answers.${answer}`)} · {format.number(count[answer] / all, { style: 'percent' })}
            </Text>
          </div>
        ))}
      </Group>
    </>
  );
}

function Users({ segment }: { readonly segment: string }) {
  const t = useTranslations('segments');
  const { data } = useQuery(usedByQuery('segment', segment));
  if (!data) return null;
  const users = new Map(
    data.users.map(({ kind, name, path }) => [`${kind} ${name} ${ownerIn(path)}`, { kind, name, path }]),
  );
  if (users.size === 0) return <Text size="sm">{t('unused')}</Text>;
  return (
    <Group gap="sm">
      {Array.from(users, ([key, { kind, name, path }]) =>
        kind === 'trigger' ? (
          <Link key={key} to="/triggers/$name" params={{ name }} className="row-link any-text">
            {name}
          </Link>
        ) : (
          <Text key={key} size="sm" className="any-text">
            {kind === 'workspace' ? t('segment', { name: ownerIn(path) }) : name}
          </Text>
        ),
      )}
    </Group>
  );
}

/** The segment that a path in the workspace is in. */
function ownerIn(path: string): string {
  return /^segments\.([^.[]+)/.exec(path)?.[1] ?? path;
}
