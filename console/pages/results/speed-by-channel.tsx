import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { Figure } from '../../parts/chart/figure.tsx';
import { FourStates } from '../../parts/four-states.tsx';
import { type QueryRow, questionQuery } from '../../queries/results.ts';
import type { ResultsAddress } from './address.ts';
import { CountLink } from './count-link.tsx';
import { useFactWords } from './fact-words.ts';
import { QUANTILES } from './speed-over-time.tsx';

/** How long each step took by each channel. */
export function SpeedByChannel({ address }: { readonly address: ResultsAddress }) {
  const t = useTranslations('results');
  const format = useFormatter();
  const { value } = useFactWords();
  const params = { ...address.asked, along: 'channel' };
  const query = useQuery(questionQuery({ name: 'latency-over-time', params }));
  // Every decision has the measures of the steps that it came to, and the age of its signal once it matched.
  const behind = ({ step, channel }: QueryRow) => ({
    ...address.asked,
    step: step === 'signal-age' ? 'matched' : String(step),
    channel: channel === '' ? 'unknown' : String(channel),
  });
  const wordStep = (step: unknown) => t(`speedSteps.${String(step) as 'sent'}`);
  return (
    <FourStates query={query}>
      {(answer) => (
        <Figure
          title={t('byChannel')}
          about={t('byChannelAbout')}
          asked={{ name: 'latency-over-time', params }}
          answer={answer}
          link={address.link}
          isTableOpen
        >
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('columns.channel')}</Table.Th>
                <Table.Th>{t('speedStep')}</Table.Th>
                <Table.Th>{t('columns.count')}</Table.Th>
                {QUANTILES.map((name) => (
                  <Table.Th key={name}>{name} (ms)</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {answer.rows.map((row) => (
                <Table.Tr key={`${row.channel} ${row.step}`}>
                  <Table.Th scope="row">{value('channel', row.channel)}</Table.Th>
                  <Table.Td>{wordStep(row.step)}</Table.Td>
                  <Table.Td>
                    <CountLink count={row.count} params={behind(row)} />
                  </Table.Td>
                  {QUANTILES.map((name) => (
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
