import type { EChartsCoreOption } from 'echarts/core';
import { basicsOf, type ChartLook } from './look.ts';

/** More cells have no room for their numbers. */
const MOST_LABELS = 120;

export interface HeatCell {
  readonly x: number;
  readonly y: number;
  readonly value: number;
  readonly says: string;
}

/** A field for each pair of values, the darker the more. */
export function drawHeat(
  xNames: readonly string[],
  yNames: readonly string[],
  cells: readonly HeatCell[],
): (look: ChartLook) => EChartsCoreOption {
  const most = Math.max(1, ...cells.map(({ value }) => value));
  return (look) => {
    const basics = basicsOf(look);
    const axis = (data: readonly string[]) => ({
      type: 'category',
      data,
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { color: look.quiet, hideOverlap: true },
      splitArea: { show: false },
    });
    return {
      ...basics,
      grid: { left: 8, right: 12, top: 8, bottom: 4, containLabel: true },
      tooltip: {
        ...basics.tooltip,
        formatter: ({ dataIndex }: { readonly dataIndex: number }) => cells[dataIndex]?.says ?? '',
      },
      xAxis: axis(xNames),
      yAxis: { ...axis(yNames), inverse: true },
      visualMap: { show: false, min: 0, max: most, inRange: { color: look.scale } },
      series: [
        {
          type: 'heatmap',
          itemStyle: { borderColor: look.ground, borderWidth: 2, borderRadius: 3 },
          label: { show: cells.length <= MOST_LABELS, fontSize: 12 },
          data: cells.map(({ x, y, value }) => ({
            value: [x, y, value],
            label: { color: isStrong(value, most) ? look.ground : look.text },
          })),
        },
      ],
    };
  };
}

function isStrong(value: number, most: number): boolean {
  return value / most > 0.5;
}
