import type { EChartsCoreOption } from 'echarts/core';
import { basicsOf, type ChartLook, hatch } from './look.ts';

const NAME_CHARS = 26;
/** Of a letter on average; what stands behind a bar needs its room. */
const CHAR_WIDTH = 7;

/** A bar that lies, with the bounds that hold its true number where they are known. */
export interface LyingBar {
  readonly name: string;
  readonly value: number;
  readonly says: string;
  readonly bounds?: { readonly low: number; readonly high: number } | undefined;
}

/** Bars that lie, the first on top, each with its name before it and its number behind it. */
export function drawBars(bars: readonly LyingBar[]): (look: ChartLook) => EChartsCoreOption {
  return (look) => ({
    ...basicsOf(look),
    grid: {
      left: 8,
      right: 16 + CHAR_WIDTH * Math.max(0, ...bars.map(({ says }) => says.length)),
      top: 4,
      bottom: 4,
      containLabel: true,
    },
    xAxis: { type: 'value', show: false, min: 0 },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map(({ name }) => name),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: look.text, fontSize: 13, formatter: shorten, interval: 0 },
    },
    tooltip: { show: false },
    series: [
      {
        type: 'bar',
        data: bars.map(({ value }) => value),
        barMaxWidth: 22,
        itemStyle: { color: look.series[0], borderRadius: [0, 3, 3, 0] },
        label: {
          ...behind(look),
          formatter: ({ dataIndex }: { readonly dataIndex: number }) => {
            const bar = bars[dataIndex];
            return bar && !bar.bounds ? bar.says : '';
          },
        },
      },
      ...(bars.some(({ bounds }) => bounds) ? [boundsOf(bars, look)] : []),
    ],
  });
}

/** For each bar a line from bound to bound, with the number behind the upper one, and a gap to the next. */
function boundsOf(bars: readonly LyingBar[], look: ChartLook) {
  return {
    ...{ type: 'line', symbol: 'rect', symbolSize: [2, 12], silent: true, connectNulls: false, z: 3 },
    data: bars.flatMap(({ bounds }, at) =>
      bounds
        ? [
            [bounds.low, at],
            [bounds.high, at],
            ['-', '-'],
          ]
        : [
            ['-', '-'],
            ['-', '-'],
            ['-', '-'],
          ],
    ),
    lineStyle: { color: look.text, width: 2 },
    itemStyle: { color: look.text },
    label: {
      ...behind(look),
      formatter: ({ dataIndex }: { readonly dataIndex: number }) =>
        dataIndex % 3 === 1 ? (bars[(dataIndex - 1) / 3]?.says ?? '') : '',
    },
  };
}

function behind(look: ChartLook) {
  return { show: true, position: 'right', color: look.text, fontSize: 13 } as const;
}

export interface TimeBar {
  readonly name: string;
  readonly value: number;
  readonly before: number;
  /** Not all of it belongs to the period, or it is not over. */
  readonly isPartial: boolean;
  /** What is read when it is pointed at. */
  readonly says: string;
}

/** Bars that stand, side by side in time, and a line for the time before. */
export function drawTime(bars: readonly TimeBar[], beforeName: string): (look: ChartLook) => EChartsCoreOption {
  return (look) => {
    const basics = basicsOf(look);
    return {
      ...basics,
      grid: { left: 8, right: 84, top: 16, bottom: 4, containLabel: true },
      tooltip: {
        ...basics.tooltip,
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        formatter: ([first]: readonly { readonly dataIndex: number }[]) => bars[first?.dataIndex ?? 0]?.says ?? '',
      },
      xAxis: {
        type: 'category',
        data: bars.map(({ name }) => name),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: look.line } },
        axisLabel: { color: look.quiet, hideOverlap: true },
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        axisLabel: { color: look.quiet },
        splitLine: { lineStyle: { color: look.line } },
      },
      series: [
        {
          type: 'bar',
          barMaxWidth: 36,
          itemStyle: { color: look.series[0], borderRadius: [3, 3, 0, 0] },
          data: bars.map(({ value, isPartial }) =>
            isPartial ? { value, itemStyle: { decal: hatch(look) } } : { value },
          ),
        },
        {
          type: 'line',
          symbol: 'none',
          lineStyle: { color: look.series[1], width: 2, type: 'dashed' },
          itemStyle: { color: look.series[1] },
          endLabel: { show: true, formatter: beforeName, color: look.series[1], fontSize: 12, distance: 6 },
          data: bars.map(({ before }) => before),
        },
      ],
    };
  };
}

function shorten(name: string): string {
  return name.length > NAME_CHARS ? `${name.slice(0, NAME_CHARS - 1)}…` : name;
}
