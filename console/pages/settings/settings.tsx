import { Badge, Card, Table, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { FourStates } from '../../parts/four-states.tsx';
import { Page } from '../../parts/page.tsx';
import { keysQuery } from '../../queries/operations.ts';

/** The workspace's settings, people and keys. */
export function Settings() {
  const t = useTranslations('settings');
  const format = useFormatter();
  const query = useQuery(keysQuery);
  return (
    <Page title={t('title')}>
      <Card withBorder>
        <Title order={2} mb="xs">
          {t('keys')}
        </Title>
        <FourStates query={query}>
          {({ keys }) => (
            <Table>
              <Table.Tbody>
                {keys.map(({ id, role, name, usedAt }) => (
                  <Table.Tr key={id}>
                    <Table.Td>{name === '' ? id : name}</Table.Td>
                    <Table.Td>
                      <Badge variant="light" tt="none">
                        {t(`role.${role}`)}
                      </Badge>
                    </Table.Td>
                    <Table.Td c="dimmed" fz="sm">
                      {usedAt === undefined
                        ? t('neverUsed')
                        : t('lastUsed', { time: format.dateTime(usedAt, { dateStyle: 'medium', timeStyle: 'short' }) })}
                    </Table.Td>
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
