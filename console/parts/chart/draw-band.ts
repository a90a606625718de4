import type { EChartsCoreOption } from 'echarts/core';
import { basicsOf, type ChartLook, hatch } from './look.ts';

/** What is known at a point in time: an estimate between bounds; null: not known. */
export interface BandPoint {
  readonly name: string;
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** It is not over yet. */
  readonly isOpen: boolean;
  /** What is read when it is pointed at. */
  readonly says: string;
}

/** A line of estimates in the band that holds the truth. What is not over yet is hatched. */
export function drawBand(points: readonly BandPoint[], unit: string): (look: ChartLook) => EChartsCoreOption {
  return (look) => {
    const basics = basicsOf(look);
    const [color] = look.series;
    const bound = { type: 'line', symbol: 'none', stack: 'band', stackStrategy: 'all', lineStyle: { opacity: 0 } };
    return {
      ...basics,
      grid: { left: 8, right: 24, top: 28, bottom: 4, containLabel: true },
      tooltip: {
        ...basics.tooltip,
        trigger: 'axis',
        formatter: ([first]: readonly { readonly dataIndex: number }[]) => points[first?.dataIndex ?? 0]?.says ?? '',
      },
      xAxis: {
        type: 'category',
        data: points.map(({ name }) => name),
        axisTick: { show: false },
        axisLine: { onZero: false, lineStyle: { color: look.line } },
        axisLabel: { color: look.quiet, hideOverlap: true },
      },
      yAxis: [
        {
          type: 'value',
          name: unit,
          nameTextStyle: { color: look.quiet, align: 'left' },
          axisLabel: { color: look.quiet },
          splitLine: { lineStyle: { color: look.line } },
        },
        { type: 'value', show: false, min: 0, max: 1 },
      ],
      series: [
        {
          ...{ type: 'bar', yAxisIndex: 1, barCategoryGap: '0%', silent: true },
          data: points.map(({ isOpen }) => (isOpen ? 1 : null)),
          itemStyle: { color: look.line, decal: hatch(look) },
        },
        { ...bound, data: points.map(({ low }) => low) },
        {
          ...bound,
          data: points.map(({ low, high }) => (low === null || high === null ? null : high - low)),
          areaStyle: { color, opacity: 0.25 },
        },
        {
          ...{ type: 'line', symbol: 'none', data: points.map(({ estimate }) => estimate) },
          lineStyle: { color, width: 2 },
          itemStyle: { color },
        },
      ],
    };
  };
}
