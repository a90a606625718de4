import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { drawBars } from '../../parts/chart/draw-bars.ts';
import { Figure } from '../../parts/chart/figure.tsx';
import { FourStates } from '../../parts/four-states.tsx';
import { useReasonWords } from '../../parts/use-reason-words.ts';
import type { StoredReason } from '../../parts/word-reason.ts';
import { type QueryAnswer, type QueryRow, questionQuery } from '../../queries/results.ts';
import { type ResultsAddress, spanParams } from './address.ts';
import { changeOf } from './change-of.ts';
import { CountLink, decisionsLink } from './count-link.tsx';
import { Filters } from './filters.tsx';
import { HeldBy } from './held-by.tsx';
import { ALL_ROWS, heldSums } from './held-sums.ts';
import { countedByDays, NothingHere } from './nothing-here.tsx';
import { AskedPage } from './results-page.tsx';

/** Which sending rules held messages back, what each costs by itself, and where. */
export function HeldBack() {
  return (
    <AskedPage tab="heldBack">
      {(address) => (
        <>
          <Filters address={address} />
          <Reasons address={address} />
        </>
      )}
    </AskedPage>
  );
}

function Reasons({ address }: { readonly address: ResultsAddress }) {
  const params = { ...address.asked, ...ALL_ROWS };
  const query = useQuery(questionQuery({ name: 'held-back-by', params }));
  const before = useQuery(
    questionQuery({ name: 'held-back-by', params: { ...params, ...spanParams(address.period.before) } }),
  );
  return (
    <FourStates query={query}>
      {(answer) =>
        answer.rows.length === 0 ? (
          <NothingHere address={address} own={countedByDays(address.asked, 'held_back')} />
        ) : (
          <>
            <ReasonsFigure address={address} answer={answer} before={before.data?.rows} params={params} />
            <HeldBy address={address} />
          </>
        )
      }
    </FourStates>
  );
}

function ReasonsFigure({
  address,
  answer,
  before,
  params,
}: {
  readonly address: ResultsAddress;
  readonly answer: QueryAnswer;
  readonly before: readonly QueryRow[] | undefined;
  readonly params: Readonly<Record<string, string>>;
}) {
  const t = useTranslations('results');
  const format = useFormatter();
  const navigate = useNavigate();
  const { rule, word } = useReasonWords();
  const { asked, period } = address;
  const sums = useMemo(() => heldSums(answer.rows, before ?? []), [answer.rows, before]);
  const bars = useMemo(() => {
    const byGate = new Map<string, { held: number; alone: number }>();
    for (const { gate, held, alone } of sums) {
      const sum = byGate.get(gate) ?? { held: 0, alone: 0 };
      byGate.set(gate, { held: sum.held + held, alone: sum.alone + alone });
    }
    return Array.from(byGate, ([gate, { held, alone }]) => ({
      ...{ gate, name: rule(gate), value: held },
      says: alone === 0 ? format.number(held) : t('heldAlone', { held, alone }),
    })).sort((one, other) => other.value - one.value);
  }, [sums, rule, format, t]);
  const draw = useMemo(() => drawBars(bars), [bars]);
  const behind = (gate: string, code: string) => ({ ...asked, step: 'held-back', gate, ...(code !== '' && { code }) });
  return (
    <Figure
      title={t('heldBack')}
      about={t('heldBackAbout', { zone: address.zone })}
      asked={{ name: 'held-back-by', params }}
      answer={answer}
      link={address.link}
      chart={{
        draw,
        height: 34 * bars.length + 8,
        onPick(index) {
          const gate = bars[index]?.gate;
          if (gate !== undefined) void navigate(decisionsLink(behind(gate, '')));
        },
      }}
      isTableOpen
    >
      <Table>
        <Table.Thead>
          <Table.Tr>
            {(['rule', 'held', 'alone', 'before', 'change'] as const).map((name) => (
              <Table.Th key={name}>{t(`columns.${name}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sums.map(({ gate, code, held, alone, before: earlier, ...reason }) => {
            // of rows of a release before, without a code, no filter can name the decisions
            const link =
              code === ''
                ? undefined
                : { ...behind(gate, code), ...(gate === 'frequency-cap' && { args: JSON.stringify(reason.args) }) };
            return (
              <Table.Tr key={JSON.stringify([gate, code, reason.args])}>
                <Table.Th scope="row">
                  {rule(gate)}
                  <Text size="xs" c="dimmed">
                    {word({ code, ...reason } as StoredReason)}
                  </Text>
                </Table.Th>
                <Table.Td>
                  <CountLink count={held} params={link} />
                </Table.Td>
                <Table.Td>
                  <CountLink count={alone} params={link && { ...link, alone: 'true' }} />
                </Table.Td>
                <Table.Td>
                  <CountLink count={before && earlier} params={link && { ...link, ...spanParams(period.before) }} />
                </Table.Td>
                <Table.Td>{changeOf(held, earlier, format)}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Figure>
  );
}
