import { useComputedColorScheme } from '@mantine/core';
import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { type RefObject, useEffect, useRef } from 'react';
import { loadPart } from '../../queries/reach.ts';
import { CHART_LOOKS, type ChartLook } from './look.ts';

export type Draw = (look: ChartLook) => EChartsCoreOption;

/** A chart; `label` says what it shows, its numbers stand in a table beside it. `chartRef` holds what is drawn. */
export function Chart({
  label,
  draw,
  height,
  onPick,
  chartRef,
}: {
  readonly label: string;
  readonly draw: Draw;
  readonly height: number;
  /** Called with the place of what was clicked among the data. */
  readonly onPick?: ((index: number) => void) | undefined;
  readonly chartRef: RefObject<EChartsType | null>;
}) {
  const holder = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  const latest = useRef({ draw, onPick });
  latest.current = { draw, onPick };
  useEffect(() => {
    const { current } = holder;
    if (!current) return;
    let undo: (() => void) | undefined;
    let isWanted = true;
    current.ariaBusy = 'true';
    void loadPart(() => import('./echarts.ts')).then(({ initChart }) => {
      if (!isWanted) return;
      const chart = initChart(current, undefined, { renderer: 'canvas' });
      const watch = new ResizeObserver(() => chart.resize());
      watch.observe(current);
      chart.on('finished', () => {
        current.ariaBusy = null;
      });
      chart.on('click', ({ dataIndex }) => latest.current.onPick?.(dataIndex));
      chart.setOption(latest.current.draw(CHART_LOOKS[scheme]));
      chartRef.current = chart;
      undo = () => {
        watch.disconnect();
        chartRef.current = null;
        chart.dispose();
      };
    });
    return () => {
      isWanted = false;
      undo?.();
    };
  }, [scheme, chartRef]);
  useEffect(() => {
    chartRef.current?.setOption(draw(CHART_LOOKS[scheme]), { notMerge: true });
  }, [draw, scheme, chartRef]);
  return <div ref={holder} role="img" aria-label={label} style={{ width: '100%', height }} />;
}
