import { Card, Table, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { FourStates } from '../../parts/four-states.tsx';
import { Page } from '../../parts/page.tsx';
import { failedQuery } from '../../queries/operations.ts';

/** What an operator looks at in the night: which messages failed, and why. */
export function Operations() {
  const t = useTranslations('operations');
  const format = useFormatter();
  const query = useQuery(failedQuery);
  return (
    <Page title={t('title')}>
      <Card withBorder>
        <Title order={2} mb="xs">
          {t('failed')}
        </Title>
        <FourStates query={query} isEmpty={({ letters }) => letters.length === 0} empty={{ title: t('noneFailed') }}>
          {({ letters }) => (
            <Table>
              <Table.Tbody>
                {letters.map(({ id, at, channel, customer, trigger, reason }) => (
                  <Table.Tr key={id}>
                    <Table.Td fz="xs">{format.dateTime(at, { dateStyle: 'short', timeStyle: 'medium' })}</Table.Td>
                    <Table.Td>{channel}</Table.Td>
                    <Table.Td className="any-text">{customer}</Table.Td>
                    <Table.Td className="any-text">{trigger}</Table.Td>
                    <Table.Td className="any-text">{reason}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )}
        </FourStates>
      </Card>
    </Page>
  );
}
