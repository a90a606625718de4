import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import type { EffectAnswer } from '../../../engine/api/contract.ts';
import { Figure } from '../../parts/chart/figure.tsx';
import { FourStates } from '../../parts/four-states.tsx';
import { useZonedTime } from '../../parts/zoned-time.tsx';
import { questionQuery } from '../../queries/results.ts';
import { effectLink, sumsBehind } from './effect-links.ts';

const COUNTS = ['customers', 'converted', 'sum'] as const;

/** The sums that an effect is worked out from, by the hour of the first exposure: as table, CSV and SQL. */
export function EffectSums({ answer }: { readonly answer: EffectAnswer }) {
  const t = useTranslations('effect');
  const format = useFormatter();
  const time = useZonedTime(answer.zone);
  const asked = sumsBehind(answer);
  const query = useQuery({ ...questionQuery(asked), enabled: answer.plan !== undefined });
  const heads = { customers: t('customers'), converted: t('successes'), sum: t('value') };
  return (
    <FourStates query={query}>
      {(found) => (
        <Figure
          title={t('sums')}
          about={t('sumsHint', { zone: answer.zone })}
          asked={asked}
          answer={found}
          link={effectLink(answer)}
        >
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('when')}</Table.Th>
                <Table.Th>{t('group')}</Table.Th>
                {COUNTS.map((name) => (
                  <Table.Th key={name}>{heads[name]}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {found.rows.map((row) => (
                <Table.Tr key={`${row.hour} ${row.group} ${row.variant}`}>
                  <Table.Td>{time(Number(row.hour))}</Table.Td>
                  <Table.Td>
                    {t(row.group === 'control' ? 'control' : 'message')} {String(row.variant)}
                  </Table.Td>
                  {COUNTS.map((name) => (
                    <Table.Td key={name}>{format.number(Number(row[name]))}</Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Figure>
      )}
    </FourStates>
  );
}
