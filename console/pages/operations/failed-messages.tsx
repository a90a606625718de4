import { Button, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { FourStates } from '../../parts/four-states.tsx';
import { useShownZone } from '../../parts/shown-zone.tsx';
import { useReasonWords } from '../../parts/use-reason-words.ts';
import { useZonedTime } from '../../parts/zoned-time.tsx';
import { type FailedFilter, failedQuery } from '../../queries/operations.ts';
import { FailedMessageDrawer } from './failed-message.tsx';
import { reasonOfMessage } from './failure-words.ts';

const MOST = 100;

/** The newest messages of a group; each opens with its content. */
export function FailedMessages({ filter }: { readonly filter: FailedFilter }) {
  const t = useTranslations('operations.failed');
  const time = useZonedTime(useShownZone());
  const { word } = useReasonWords();
  const query = useQuery(failedQuery(filter, MOST));
  const [chosen, choose] = useState<string>();
  return (
    <FourStates query={query} isEmpty={({ letters }) => letters.length === 0} empty={{ title: t('none') }}>
      {({ letters, next }) => (
        <>
          <Table.ScrollContainer minWidth={640} type="native" mt="sm">
            <Table verticalSpacing={6}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('columns.at')}</Table.Th>
                  <Table.Th>{t('columns.customer')}</Table.Th>
                  <Table.Th>{t('columns.trigger')}</Table.Th>
                  <Table.Th>{t('columns.reason')}</Table.Th>
                  <Table.Th />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {letters.map(({ id, at, customer, trigger, ...letter }) => (
                  <Table.Tr key={id}>
                    <Table.Td fz="xs" style={{ whiteSpace: 'nowrap' }}>
                      {time(at, 'second')}
                    </Table.Td>
                    <Table.Td className="any-text">
                      {customer === '' ? (
                        t('team')
                      ) : (
                        <Link to="/customers/$id" params={{ id: customer }} className="quiet-link">
                          {customer}
                        </Link>
                      )}
                    </Table.Td>
                    <Table.Td className="any-text">{trigger}</Table.Td>
                    <Table.Td className="any-text" fz="sm">
                      {word(reasonOfMessage(letter))}
                    </Table.Td>
                    <Table.Td ta="right">
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        onClick={() => choose(id)}
                        aria-label={`${t('open')} ${id}`}
                      >
                        {t('open')}
                      </Button>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
          {next !== undefined && (
            <Text size="xs" c="dimmed" mt="xs">
              {t('newest', { count: letters.length })}
            </Text>
          )}
          {chosen !== undefined && <FailedMessageDrawer id={chosen} close={() => choose(undefined)} />}
        </>
      )}
    </FourStates>
  );
}
