import { Group, MultiSelect, SegmentedControl, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { drawBars } from '../../parts/chart/draw-bars.ts';
import { Figure, type Picture } from '../../parts/chart/figure.tsx';
import { useCutNote } from '../../parts/chart/use-cut-note.ts';
import { FourStates } from '../../parts/four-states.tsx';
import { type QueryAnswer, type QueryRow, questionQuery } from '../../queries/results.ts';
import type { ResultsAddress } from './address.ts';
import { CountLink, decisionsLink } from './count-link.tsx';
import { useFactWords } from './fact-words.ts';
import { FACT_NAMES, type FactName, filterValue } from './facts.ts';
import { heatOf } from './heat-of.ts';
import { PlaceMap } from './place-map.tsx';
import { MEASURES, type Measure, stepOf } from './steps.ts';
import { useMeasureWords } from './use-measure-words.ts';

const USUAL: readonly FactName[] = ['place'];
/** So many bars are drawn; the table has all. */
const MOST_BARS = 15;

/** Results by one fact as bars, by two as a map of heat; by place and by area also on a map. */
export function ByFacts({ address }: { readonly address: ResultsAddress }) {
  const by = address.by.length > 0 ? address.by : USUAL;
  const params = { ...address.asked, by: by.join(',') };
  const query = useQuery(questionQuery({ name: 'results-funnel', params }));
  return (
    <FourStates query={query}>
      {(answer) => <FactsFigure address={address} answer={answer} by={by} params={params} />}
    </FourStates>
  );
}

function FactsFigure({
  address,
  answer,
  by,
  params,
}: {
  readonly address: ResultsAddress;
  readonly answer: QueryAnswer;
  readonly by: readonly FactName[];
  readonly params: Readonly<Record<string, string>>;
}) {
  const t = useTranslations('results');
  const navigate = useNavigate();
  const facts = useFactWords();
  const mapPicture = useRef<(() => Picture) | null>(null);
  const sayCut = useCutNote();
  const words = useMeasureWords(address.currency);
  const measure: Measure = MEASURES.find((one) => one === address.param('measure')) ?? 'sent';
  const rows = useMemo(
    () => [...answer.rows].sort((one, other) => Number(other[measure]) - Number(one[measure])),
    [answer.rows, measure],
  );
  const { draw, height, drawn } = useMemo(() => {
    const nameOf = (row: QueryRow) => by.map((name) => facts.value(name, row[name])).join(' · ');
    if (by.length === 2) {
      return heatOf(
        rows,
        by as readonly [FactName, FactName],
        (row) => Number(row[measure]),
        facts,
        (row) => `${nameOf(row)}\n${words.name(measure)}: ${words.write(measure, Number(row[measure]))}`,
      );
    }
    const most = rows.slice(0, MOST_BARS);
    const bars = most.map((row) => {
      const value = Number(row[measure]);
      return { name: nameOf(row), value, says: words.write(measure, value) };
    });
    return { draw: drawBars(bars), height: 30 * bars.length + 8, drawn: most };
  }, [rows, by, facts, words, measure]);
  const behind = (row: QueryRow, step: string) => {
    const chosen = by.map((name) => [name, filterValue(row[name])] as const);
    if (chosen.some(([, value]) => value === undefined)) return undefined;
    return { ...address.asked, ...(Object.fromEntries(chosen) as Record<string, string>), step };
  };
  const [onMap] = by;
  const canMap = by.length === 1 && (onMap === 'place' || onMap === 'cell');
  const isMap = canMap && address.param('view') === 'map';
  const title = t('byFacts', { measure: words.name(measure), facts: by.map((name) => facts.fact(name)).join(' × ') });
  const pick = (row: QueryRow | undefined) => {
    const found = row && behind(row, stepOf(measure));
    if (found) void navigate(decisionsLink(found));
  };
  const sayOnMap = useCallback(
    (row: QueryRow) =>
      `${by.map((name) => facts.value(name, row[name])).join(' · ')}\n${words.write(measure, Number(row[measure]))}`,
    [by, facts, words, measure],
  );
  return (
    <Figure
      title={title}
      about={t(isMap ? 'mapAbout' : 'byFactsAbout')}
      asked={{ name: 'results-funnel', params }}
      answer={answer}
      link={address.link}
      {...(isMap
        ? {
            picture: () => mapPicture.current?.(),
            drawing: (
              <PlaceMap
                {...{ rows, measure, by: onMap, label: title, say: sayOnMap, onPick: pick, pictureRef: mapPicture }}
              />
            ),
          }
        : {
            chart: {
              ...{ draw, height, note: sayCut(drawn.length, answer.of) },
              onPick: (index: number) => pick(drawn[index]),
            },
          })}
      choices={
        <Group gap="xs">
          {canMap && (
            <SegmentedControl
              size="xs"
              aria-label={t('view')}
              data={(['bars', 'map'] as const).map((value) => ({ value, label: t(`views.${value}`) }))}
              value={isMap ? 'map' : 'bars'}
              onChange={(view) => address.put({ view: view === 'map' ? view : '' })}
            />
          )}
          <MultiSelect
            aria-label={t('by')}
            size="xs"
            w={260}
            maxValues={2}
            data={FACT_NAMES.map((name) => ({ value: name, label: facts.fact(name) }))}
            value={[...by]}
            onChange={(next) => address.put({ by: next.join(',') })}
          />
        </Group>
      }
    >
      <Table>
        <Table.Thead>
          <Table.Tr>
            {by.map((name) => (
              <Table.Th key={name}>{facts.fact(name)}</Table.Th>
            ))}
            {MEASURES.map((one) => (
              <Table.Th key={one}>{words.name(one)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={by.map((name) => String(row[name])).join('\n')}>
              {by.map((name) => (
                <Table.Th key={name} scope="row" className="any-text">
                  {facts.value(name, row[name])}
                </Table.Th>
              ))}
              {MEASURES.map((one) => (
                <Table.Td key={one}>
                  {one === 'value' ? (
                    words.write(one, Number(row[one]))
                  ) : (
                    <CountLink count={row[one]} params={behind(row, stepOf(one))} />
                  )}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Figure>
  );
}
