import {
  Button,
  Card,
  Code,
  CopyButton,
  Group,
  Modal,
  ScrollArea,
  Stack,
  Text,
  Title,
  useComputedColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import type { EChartsType } from 'echarts/core';
import { type ReactNode, useRef } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { type AskedQuestion, allRows, type QueryAnswer } from '../../queries/results.ts';
import { useZonedTime } from '../zoned-time.tsx';
import { Chart, type Draw } from './chart.tsx';
import { writeCsv } from './csv.ts';
import { CHART_LOOKS } from './look.ts';
import { saveChart, savePicture } from './save-chart.ts';
import { saveFile } from './save-file.ts';

/** An answer; of a question in SQL it is not known how new its data is. */
export interface FigureAnswer extends Omit<QueryAnswer, 'asOf'> {
  readonly asOf?: number | null | undefined;
}

/** What a canvas shows, and what is said below it. */
export interface Picture {
  readonly canvas: HTMLCanvasElement;
  readonly note: string;
}

export interface FigureProps {
  readonly title: string;
  /** What is counted, in what, and on which clock. */
  readonly about: string;
  readonly asked: AskedQuestion;
  readonly answer: FigureAnswer;
  /** The address that shows the same tomorrow. */
  readonly link: string;
  readonly chart?: {
    readonly draw: Draw;
    readonly height: number;
    readonly onPick?: (index: number) => void;
    /** Stands below the chart, and in its picture. */
    readonly note?: string | undefined;
  };
  /** What is shown in place of a chart: a map. */
  readonly drawing?: ReactNode;
  /** What a picture of `drawing` shows; absent: it has none. */
  readonly picture?: () => Picture | undefined;
  /** Choices beside the title. */
  readonly choices?: ReactNode;
  /** The numbers of the chart as a table. */
  readonly children: ReactNode;
  readonly isTableOpen?: boolean;
  /** One of many beside each other. */
  readonly isSmall?: boolean;
  /** Stands at the end. */
  readonly tools?: ReactNode;
}

/**
 * A chart with its numbers, where they come from, and how to take them along: as a table, a file, SQL, a link or a
 * picture.
 */
export function Figure({
  title,
  about,
  asked,
  answer,
  link,
  chart,
  drawing,
  picture,
  choices,
  children,
  isTableOpen = false,
  isSmall = false,
  tools,
}: FigureProps) {
  const t = useTranslations('chart');
  const drawn = useRef<EChartsType | null>(null);
  const [isSqlOpen, { open, close }] = useDisclosure();
  const scheme = useComputedColorScheme('light');
  const shell = useTranslations('shell');
  const file = useMutation({
    async mutationFn() {
      const rows = answer.of > answer.rows.length ? await allRows(asked) : answer.rows;
      saveFile(`${asked.name}.csv`, new Blob([writeCsv(rows)], { type: 'text/csv;charset=utf-8' }));
    },
  });
  const savePng = () => {
    const name = `${asked.name}.png`;
    if (chart) return saveChart(drawn.current, name, chart.note);
    const shown = picture?.();
    if (!shown) return;
    const { canvas, note } = shown;
    const size = { width: canvas.clientWidth, height: canvas.clientHeight };
    savePicture(canvas, size, name, CHART_LOOKS[scheme], note);
  };
  return (
    <Card withBorder component="section" aria-label={title}>
      <Group justify="space-between" align="flex-start" mb="sm" gap="xs">
        <div>
          <Title order={2} className="any-text" {...(isSmall && { size: 'h4' })}>
            {title}
          </Title>
          <Text size="xs" c="dimmed">
            {about}
          </Text>
        </div>
        {choices}
      </Group>
      {drawing}
      {chart && (
        <Chart
          label={`${title}. ${t('seeTable')}`}
          draw={chart.draw}
          height={chart.height}
          onPick={chart.onPick}
          chartRef={drawn}
        />
      )}
      {chart?.note !== undefined && (
        <Text size="xs" c="dimmed">
          {chart.note}
        </Text>
      )}
      <details className="panel-details" open={isTableOpen}>
        <summary>{t('table')}</summary>
        <ScrollArea.Autosize mah={420} type="auto" viewportProps={{ tabIndex: 0 }}>
          {children}
        </ScrollArea.Autosize>
      </details>
      <Group justify="space-between" mt="sm" gap="xs">
        <Source answer={answer} />
        <Group gap={6}>
          <Button size="compact-xs" variant="default" loading={file.isPending} onClick={() => file.mutate()}>
            CSV
          </Button>
          <Button size="compact-xs" variant="default" onClick={open}>
            SQL
          </Button>
          <CopyButton value={new URL(link, location.origin).href}>
            {({ copied, copy }) => (
              <Button size="compact-xs" variant="default" onClick={copy}>
                {t(copied ? 'linkCopied' : 'link')}
              </Button>
            )}
          </CopyButton>
          {(chart || picture) && (
            <Button size="compact-xs" variant="default" onClick={savePng}>
              PNG
            </Button>
          )}
        </Group>
      </Group>
      {file.error && (
        <Text size="sm" c="red" role="alert">
          {file.error.message}
        </Text>
      )}
      {tools}
      <Modal opened={isSqlOpen} onClose={close} title={t('sqlTitle')} size="xl">
        <Stack>
          <Text size="sm">{t('sqlHint')}</Text>
          <Code block className="any-text" tabIndex={0}>
            {answer.sql}
          </Code>
          <CopyButton value={answer.sql}>
            {({ copied, copy }) => <Button onClick={copy}>{shell(copied ? 'copied' : 'copy')}</Button>}
          </CopyButton>
        </Stack>
      </Modal>
    </Card>
  );
}

/** How new the data is, what the answer cost, and whether it is cut. */
function Source({ answer: { asOf, lagMs, readRows, tookMs, zone, rows, of } }: { readonly answer: FigureAnswer }) {
  const t = useTranslations('chart');
  const format = useFormatter();
  const write = useZonedTime(zone);
  return (
    <Text size="xs" c="dimmed" component="div">
      {of > rows.length && (
        <Text size="xs" fw={600} c="var(--mantine-color-text)">
          {t('cut', { shown: rows.length, of })}
        </Text>
      )}
      {asOf !== undefined && `${asOf === null ? t('noData') : t('asOf', { time: write(asOf) })} · `}
      {t('cost', { rows: readRows, ms: format.number(tookMs) })}
      {lagMs !== null && lagMs > LATE_MS && ` · ${t('lag', { seconds: Math.round(lagMs / 1_000) })}`}
    </Text>
  );
}

/** So long rows may wait to be stored without being mentioned. */
const LATE_MS = 10_000;
