import { Badge, Button, Card, Group, Stack, Table, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { type AnyDocument, type TriggerFacts, triggerFacts } from '../../parts/definitions.ts';
import { FourStates } from '../../parts/four-states.tsx';
import { Page } from '../../parts/page.tsx';
import { SearchField, useSearched } from '../../parts/search-field.tsx';
import { definitionsQuery } from '../../queries/definitions.ts';

/** Triggers that are listed at once; searching finds the others. */
const MOST_LISTED = 300;

/** Every trigger as one line: what it is for, what it waits for, what it sends, and how it stands. */
export function Triggers() {
  const t = useTranslations('triggers');
  const query = useQuery(definitionsQuery);
  const searched = useSearched();
  return (
    <Page
      title={t('title')}
      actions={
        <Button component={Link} to="/triggers/new" leftSection={<IconPlus size={16} />}>
          {t('new')}
        </Button>
      }
    >
      <FourStates
        query={query}
        isEmpty={({ documents }) => documents.every(({ kind }) => kind !== 'trigger')}
        empty={{ title: t('empty'), hint: t('emptyHint') }}
      >
        {({ documents }) => {
          const all = (documents as readonly AnyDocument[]).filter(({ kind }) => kind === 'trigger').map(triggerFacts);
          const found = all.filter(({ name, summary }) => `${name} ${summary}`.toLowerCase().includes(searched));
          return (
            <Stack gap="sm">
              <Group justify="space-between">
                <SearchField label={t('search')} />
                <Text size="sm" c="dimmed" aria-live="polite">
                  {t('count', { count: found.length })}
                </Text>
              </Group>
              <Card withBorder padding={0}>
                <Table.ScrollContainer minWidth={720} type="native">
                  <Table verticalSpacing="sm" horizontalSpacing="md" highlightOnHover>
                    <Table.Thead>
                      <Table.Tr>
                        <Table.Th>{t('title')}</Table.Th>
                        <Table.Th>{t('when')}</Table.Th>
                        <Table.Th>{t('message')}</Table.Th>
                        <Table.Th>{t('stateTitle')}</Table.Th>
                      </Table.Tr>
                    </Table.Thead>
                    <Table.Tbody>
                      {found.slice(0, MOST_LISTED).map((trigger) => (
                        <Row key={trigger.name} trigger={trigger} />
                      ))}
                    </Table.Tbody>
                  </Table>
                </Table.ScrollContainer>
                {found.length === 0 && (
                  <Text p="md" c="dimmed">
                    {t('none')}
                  </Text>
                )}
              </Card>
            </Stack>
          );
        }}
      </FourStates>
    </Page>
  );
}

function Row({ trigger: { name, summary, waker, state, template, channels } }: { readonly trigger: TriggerFacts }) {
  const t = useTranslations('triggers');
  return (
    <Table.Tr>
      <Table.Td maw={420}>
        <Link to="/triggers/$name" params={{ name }} className="row-link any-text">
          {summary === '' ? name : summary}
        </Link>
        <Text size="xs" c="dimmed" className="any-text">
          {name}
        </Text>
      </Table.Td>
      <Table.Td>
        <Badge variant="light" color="gray" tt="none">
          {waker}
        </Badge>
      </Table.Td>
      <Table.Td>
        <Text size="sm" className="any-text">
          {template}
        </Text>
        <Text size="xs" c="dimmed">
          {channels.length > 0 && t('by', { channels: channels.join(', ') })}
        </Text>
      </Table.Td>
      <Table.Td>
        <TriggerState state={state} />
      </Table.Td>
    </Table.Tr>
  );
}

const COLOURS = { live: 'petrol', shadow: 'violet', paused: 'orange' } as const;

/** How a trigger stands, as a word and a colour. */
export function TriggerState({ state }: { readonly state: TriggerFacts['state'] }) {
  const t = useTranslations('triggers');
  return (
    <Badge variant="light" color={COLOURS[state]} tt="none">
      {t(`state.${state}`)}
    </Badge>
  );
}
