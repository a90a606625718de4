import { Select, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { Figure } from '../../parts/chart/figure.tsx';
import { useCutNote } from '../../parts/chart/use-cut-note.ts';
import { FourStates } from '../../parts/four-states.tsx';
import { useReasonWords } from '../../parts/use-reason-words.ts';
import { type QueryAnswer, type QueryRow, questionQuery } from '../../queries/results.ts';
import type { ResultsAddress } from './address.ts';
import { CountLink, decisionsLink } from './count-link.tsx';
import { useFactWords } from './fact-words.ts';
import { FACT_NAMES, type FactName, filterValue } from './facts.ts';
import { heatOf } from './heat-of.ts';
import { ALL_ROWS } from './held-sums.ts';

/** What sending rules held back, by a fact: each field leads to its decisions. */
export function HeldBy({ address }: { readonly address: ResultsAddress }) {
  const by = address.by[0] ?? 'trigger';
  const params = { ...address.asked, by, ...ALL_ROWS };
  const query = useQuery(questionQuery({ name: 'held-back-by', params }));
  return (
    <FourStates query={query}>
      {(answer) => <HeldByFigure address={address} answer={answer} by={by} params={params} />}
    </FourStates>
  );
}

function HeldByFigure({
  address,
  answer,
  by,
  params,
}: {
  readonly address: ResultsAddress;
  readonly answer: QueryAnswer;
  readonly by: FactName;
  readonly params: Readonly<Record<string, string>>;
}) {
  const t = useTranslations('results');
  const navigate = useNavigate();
  const { rule } = useReasonWords();
  const facts = useFactWords();
  const sayCut = useCutNote();
  const rows = useMemo(() => sumBy(answer.rows, by), [answer.rows, by]);
  const heat = useMemo(() => {
    const value = (name: string, one: unknown) => (name === 'gate' ? rule(String(one)) : facts.value(name, one));
    const say = (row: QueryRow) => `${rule(String(row.gate))} · ${facts.value(by, row[by])}: ${row.held}`;
    return heatOf(rows, ['gate', by], ({ held }) => Number(held), { value }, say);
  }, [rows, by, rule, facts]);
  const behind = (row: QueryRow) => {
    const value = filterValue(row[by]);
    return value === undefined
      ? undefined
      : { ...address.asked, step: 'held-back', gate: String(row.gate), [by]: value };
  };
  return (
    <Figure
      title={t('heldBy', { fact: facts.fact(by) })}
      about={t('byFactsAbout')}
      asked={{ name: 'held-back-by', params }}
      answer={answer}
      link={address.link}
      chart={{
        draw: heat.draw,
        height: heat.height,
        note: sayCut(heat.drawn.length, rows.length),
        onPick(index) {
          const found = heat.drawn[index] && behind(heat.drawn[index]);
          if (found) void navigate(decisionsLink(found));
        },
      }}
      choices={
        <Select
          aria-label={t('by')}
          size="xs"
          w={190}
          allowDeselect={false}
          data={FACT_NAMES.map((name) => ({ value: name, label: facts.fact(name) }))}
          value={by}
          onChange={(next) => address.put({ by: next ?? '' })}
        />
      }
    >
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('columns.rule')}</Table.Th>
            <Table.Th>{facts.fact(by)}</Table.Th>
            <Table.Th>{t('columns.held')}</Table.Th>
            <Table.Th>{t('columns.alone')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => {
            const link = behind(row);
            return (
              <Table.Tr key={JSON.stringify([row.gate, row[by]])}>
                <Table.Th scope="row">{rule(String(row.gate))}</Table.Th>
                <Table.Td className="any-text">{facts.value(by, row[by])}</Table.Td>
                <Table.Td>
                  <CountLink count={row.held} params={link} />
                </Table.Td>
                <Table.Td>
                  <CountLink count={row.alone} params={link && { ...link, alone: 'true' }} />
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Figure>
  );
}

/** Reasons and triggers together: one row for a rule and a value of the fact, the most first. */
function sumBy(rows: readonly QueryRow[], by: FactName): readonly QueryRow[] {
  const sums = new Map<string, QueryRow>();
  for (const row of rows) {
    const key = JSON.stringify([row.gate, row[by]]);
    const { held = 0, alone = 0 } = sums.get(key) ?? {};
    sums.set(key, {
      ...{ gate: row.gate, [by]: row[by] },
      ...{ held: Number(held) + Number(row.held), alone: Number(alone) + Number(row.alone) },
    });
  }
  return [...sums.values()].sort((one, other) => Number(other.held) - Number(one.held));
}
