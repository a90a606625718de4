import { Badge, Card, Grid, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { CustomerView, TriggerExplanation } from '../../../engine/api/contract.ts';
import { Empty, FourStates } from '../../parts/four-states.tsx';
import { Page } from '../../parts/page.tsx';
import { withKeys } from '../../parts/with-keys.ts';
import { noteAskedWhy } from '../../queries/asked-why.ts';
import { customerQuery, explainQuery, type StoryRow, storyQuery } from '../../queries/customers.ts';
import { RequestRefused } from '../../queries/request.ts';

/** One customer: what is known, what happened, and what would happen now. */
export function CustomerPage() {
  const t = useTranslations('customers');
  const { id } = useParams({ strict: false }) as { readonly id: string };
  const query = useQuery(customerQuery(id));
  if (query.error instanceof RequestRefused && query.error.status === 404) {
    return (
      <Page title={t('title')}>
        <Empty title={t('none', { id })} />
      </Page>
    );
  }
  return (
    <Page title={id}>
      <FourStates query={query}>{(customer) => <Known customer={customer} />}</FourStates>
    </Page>
  );
}

function Known({ customer }: { readonly customer: CustomerView }) {
  const t = useTranslations('customers');
  const format = useFormatter();
  const at = (ms: number) => format.dateTime(ms, { dateStyle: 'medium', timeStyle: 'short', timeZone: customer.zone });
  return (
    <Stack>
      <Group gap="xs">
        <Badge variant="light" tt="none">
          {t(customer.identified ? 'identified' : 'anonymous')}
        </Badge>
        <Text size="sm" c="dimmed">
          {t('lastSeen', { time: at(customer.lastAt) })} · {customer.zone}
        </Text>
      </Group>
      <Grid>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Stack>
            <Part title={t('context')}>
              <Table verticalSpacing={4} horizontalSpacing={0}>
                <Table.Tbody>
                  {Object.entries(customer.values)
                    .sort(([a], [b]) => a.localeCompare(b))
                    .map(([name, value]) => (
                      <Table.Tr key={name} opacity={value.isKnown ? 1 : 0.5}>
                        <Table.Td fz="sm" c="dimmed">
                          {name}
                        </Table.Td>
                        <Table.Td fz="sm" className="any-text">
                          {JSON.stringify(value.v)}
                        </Table.Td>
                        <Table.Td fz="xs" c="dimmed">
                          {at(value.at)}
                        </Table.Td>
                      </Table.Tr>
                    ))}
                </Table.Tbody>
              </Table>
            </Part>
            <Part title={t('places')}>
              {customer.places.length === 0 ? (
                <Text c="dimmed">{t('nowhere')}</Text>
              ) : (
                customer.places.map(({ id, name }) => <Text key={id}>{name}</Text>)
              )}
            </Part>
            <Part title={t('consents')}>
              {Object.entries(customer.consents).map(([name, { granted, at: when }]) => (
                <Group key={name} justify="space-between">
                  <Text size="sm" className="any-text">
                    {name}
                  </Text>
                  <Text size="sm" c={granted ? 'teal' : 'red'}>
                    {t(granted ? 'granted' : 'refused')} · {at(when)}
                  </Text>
                </Group>
              ))}
            </Part>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Stack>
            <Story id={customer.customer} at={at} />
            <WouldNow id={customer.customer} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

function Story({ id, at }: { readonly id: string; readonly at: (ms: number) => string }) {
  const t = useTranslations('customers');
  const query = useQuery(storyQuery(id));
  return (
    <Part title={t('story')}>
      <FourStates query={query} isEmpty={({ rows }) => rows.length === 0} empty={{ title: t('storyEmpty') }}>
        {({ rows }) => (
          <Table verticalSpacing={6} horizontalSpacing="xs">
            <Table.Tbody>
              {withKeys(rows).map(([key, row]) => (
                <StoryLine key={key} row={row} at={at} />
              ))}
            </Table.Tbody>
          </Table>
        )}
      </FourStates>
    </Part>
  );
}

function StoryLine({ row, at }: { readonly row: StoryRow; readonly at: (ms: number) => string }) {
  const { at: time, ...rest } = row;
  const said = Object.entries(rest).filter(([, value]) => value !== '' && value !== null && value !== 0);
  return (
    <Table.Tr>
      <Table.Td fz="xs" c="dimmed" style={{ whiteSpace: 'nowrap', verticalAlign: 'top' }}>
        {at(typeof time === 'number' ? time : Date.parse(time))}
      </Table.Td>
      <Table.Td fz="sm" className="any-text">
        {said
          .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
          .join(' · ')}
      </Table.Td>
    </Table.Tr>
  );
}

function WouldNow({ id }: { readonly id: string }) {
  const t = useTranslations('customers');
  const query = useQuery(explainQuery(id));
  const isAnswered = query.data !== undefined;
  useEffect(() => {
    if (isAnswered) noteAskedWhy();
  }, [isAnswered]);
  return (
    <Part title={t('wouldNow')}>
      <FourStates query={query}>
        {({ triggers }) => (
          <Stack gap="xs">
            {triggers.map((trigger) => (
              <Answer key={trigger.trigger} of={trigger} />
            ))}
          </Stack>
        )}
      </FourStates>
    </Part>
  );
}

const ANSWER_COLOURS = { yes: 'teal', no: 'gray', unknown: 'yellow' } as const;

function Answer({ of: { trigger, says, answer } }: { readonly of: TriggerExplanation }) {
  const t = useTranslations('customers');
  return (
    <Group wrap="nowrap" align="flex-start" gap="sm">
      <Badge color={ANSWER_COLOURS[answer]} variant="light" tt="none" miw={90}>
        {t(`answer.${answer}`)}
      </Badge>
      <div>
        <Text size="sm" fw={550} className="any-text">
          {trigger}
        </Text>
        <Text size="sm" c="dimmed" className="any-text">
          {says}
        </Text>
      </div>
    </Group>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card withBorder>
      <Title order={2} mb="xs">
        {title}
      </Title>
      {children}
    </Card>
  );
}
