import type { EChartsCoreOption } from 'echarts/core';
import { basicsOf, type ChartLook, hatch } from './look.ts';

/**
 * Lines over the same points in time, each with its name at its end; null leaves a gap. Points that are `partial` are
 * hatched.
 */
export function drawLines(
  points: readonly string[],
  lines: readonly { readonly name: string; readonly values: readonly (number | null)[] }[],
  unit: string,
  partial: readonly boolean[] = [],
): (look: ChartLook) => EChartsCoreOption {
  const sayPoint = (at: number) =>
    [
      points[at] ?? '',
      ...lines.map(({ name, values }) => `${name === '' ? '' : `${name}: `}${values[at] ?? '–'} ${unit}`),
    ].join('\n');
  return (look) => {
    const basics = basicsOf(look);
    return {
      ...basics,
      grid: { left: 8, right: 60, top: 28, bottom: 4, containLabel: true },
      tooltip: {
        ...{ ...basics.tooltip, trigger: 'axis' },
        formatter: ([first]: readonly { readonly dataIndex: number }[]) => sayPoint(first?.dataIndex ?? 0),
      },
      xAxis: {
        type: 'category',
        data: points,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: look.line } },
        axisLabel: { color: look.quiet, hideOverlap: true },
      },
      yAxis: [
        {
          type: 'value',
          name: unit,
          nameTextStyle: { color: look.quiet },
          axisLabel: { color: look.quiet },
          splitLine: { lineStyle: { color: look.line } },
        },
        { type: 'value', min: 0, max: 1, show: false },
      ],
      series: [
        ...lines.map(({ name, values }, index) => {
          const color = look.series[index % look.series.length]!;
          return {
            ...{ type: 'line', name, data: values, symbolSize: 5 },
            lineStyle: { color, width: 2, type: (['solid', 'dashed', 'dotted'] as const)[index % 3] },
            itemStyle: { color },
            endLabel: { show: true, formatter: name, color, fontSize: 12, distance: 6, padding: [3, 0] },
            // Lines that end side by side have their names one below the other.
            labelLayout: { moveOverlap: 'shiftY' },
          };
        }),
        ...(partial.includes(true) ? [hatchedPoints(partial, look)] : []),
      ],
    };
  };
}

/** A field behind each partial point, as high as the chart. */
function hatchedPoints(partial: readonly boolean[], look: ChartLook) {
  return {
    ...{ type: 'bar', yAxisIndex: 1, barCategoryGap: '0%', silent: true, z: 0 },
    itemStyle: { color: look.line, decal: hatch(look) },
    data: partial.map((isPartial) => (isPartial ? 1 : null)),
  };
}
