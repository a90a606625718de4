import { Button, Group, Select, Text } from '@mantine/core';
import type { EChartsType } from 'echarts/core';
import { useMemo, useRef } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { SqlAnswer } from '../../../engine/api/contract.ts';
import { Chart } from '../../parts/chart/chart.tsx';
import { drawBars } from '../../parts/chart/draw-bars.ts';
import { drawLines } from '../../parts/chart/draw-lines.ts';
import { saveChart } from '../../parts/chart/save-chart.ts';
import { useCutNote } from '../../parts/chart/use-cut-note.ts';
import { chartOf, numberColumns } from './chart-of.ts';

/** Further bars have no room; the table and the file have all. */
const MOST_BARS = 40;
const LINE_HEIGHT = 30;

/** The answer to a question in SQL as bars or as a line, by one of its columns of numbers. */
export function SqlChart({
  answer,
  look,
  column,
  choose,
}: {
  readonly answer: SqlAnswer;
  readonly look: 'bars' | 'line';
  /** The column that is drawn; one that the answer has not: the first of numbers. */
  readonly column: string;
  choose(column: string): void;
}) {
  const t = useTranslations('sql');
  const format = useFormatter();
  const sayCut = useCutNote();
  const drawn = useRef<EChartsType | null>(null);
  const numbers = useMemo(() => numberColumns(answer), [answer]);
  const shown = numbers.includes(column) ? column : (numbers[0] ?? '');
  const points = useMemo(() => chartOf(answer, shown), [answer, shown]);
  const draw = useMemo(
    () =>
      look === 'line'
        ? drawLines(
            points.map(({ name }) => name),
            [{ name: '', values: points.map(({ value }) => value) }],
            shown,
          )
        : drawBars(
            points.slice(0, MOST_BARS).map((point) => ({
              ...point,
              says: format.number(point.value, { maximumFractionDigits: 2 }),
            })),
          ),
    [look, points, shown, format],
  );
  if (numbers.length === 0) return <Text c="dimmed">{t('noNumbers')}</Text>;
  const note = look === 'bars' ? sayCut(Math.min(MOST_BARS, points.length), points.length) : undefined;
  const height = look === 'line' ? 260 : LINE_HEIGHT * Math.min(MOST_BARS, points.length) + 8;
  return (
    <>
      <Group mb="xs">
        <Select
          size="xs"
          aria-label={t('drawn')}
          data={[...numbers]}
          value={shown}
          allowDeselect={false}
          onChange={(next) => next !== null && choose(next)}
        />
        <Button size="compact-xs" variant="default" onClick={() => saveChart(drawn.current, 'answer.png', note)}>
          PNG
        </Button>
      </Group>
      <Chart label={t('chartOf', { column: shown })} draw={draw} height={height} chartRef={drawn} />
      {note !== undefined && (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
    </>
  );
}
