import type { EChartsCoreOption } from 'echarts/core';
import { basicsOf, type ChartLook } from './look.ts';

/** Lines over the same points in time, each with its name at its end; null leaves a gap. */
export function drawLines(
  points: readonly string[],
  lines: readonly { readonly name: string; readonly values: readonly (number | null)[] }[],
  unit: string,
): (look: ChartLook) => EChartsCoreOption {
  return (look) => {
    const basics = basicsOf(look);
    return {
      ...basics,
      grid: { left: 8, right: 60, top: 28, bottom: 4, containLabel: true },
      tooltip: { ...basics.tooltip, trigger: 'axis', valueFormatter: (value: unknown) => `${value ?? '–'} ${unit}` },
      xAxis: {
        type: 'category',
        data: points,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: look.line } },
        axisLabel: { color: look.quiet, hideOverlap: true },
      },
      yAxis: {
        type: 'value',
        name: unit,
        nameTextStyle: { color: look.quiet },
        axisLabel: { color: look.quiet },
        splitLine: { lineStyle: { color: look.line } },
      },
      series: lines.map(({ name, values }, index) => {
        const color = look.series[index % look.series.length]!;
        return {
          ...{ type: 'line', name, data: values, symbolSize: 5 },
          lineStyle: { color, width: 2, type: (['solid', 'dashed', 'dotted'] as const)[index % 3] },
          itemStyle: { color },
          endLabel: { show: true, formatter: name, color, fontSize: 12, distance: 6 },
        };
      }),
    };
  };
}
