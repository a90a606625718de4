import type { EChartsCoreOption } from 'echarts/core';
import { basicsOf, type ChartLook, hatch } from './look.ts';

/** Ends are side by side where they differ by less than this share of the highest value: their names would touch. */
const SIDE_BY_SIDE = 0.07;

/**
 * Lines over the same points in time, each with its name at its end; null leaves a gap. Lines that end side by side
 * have their names in one row. Points that are `partial` are hatched.
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
  const rows = rowsOfNames(lines.map(({ values }) => values));
  const most = Math.max(1, ...rows.map(({ length }) => length));
  return (look) => {
    const basics = basicsOf(look);
    const colorOf = (index: number) => look.series[index % look.series.length]!;
    return {
      ...basics,
      grid: { left: 8, right: 60 + 30 * (most - 1), top: 28, bottom: 4, containLabel: true },
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
          const color = colorOf(index);
          const row = rows[index]!;
          return {
            ...{ type: 'line', name, data: values, symbolSize: 5 },
            lineStyle: { color, width: 2, type: (['solid', 'dashed', 'dotted'] as const)[index % 3] },
            itemStyle: { color },
            endLabel: {
              ...{ show: row.length > 0, color, fontSize: 12, distance: 6 },
              formatter: row.map((one) => `{line${one}|${lines[one]!.name}}`).join(' '),
              rich: Object.fromEntries(row.map((one) => [`line${one}`, { color: colorOf(one), fontSize: 12 }])),
            },
          };
        }),
        ...(partial.includes(true) ? [hatchedPoints(partial, look)] : []),
      ],
    };
  };
}

/**
 * The names in the row at the end of each line, by their indexes; none where the name stands in the row of an earlier
 * line, or a line has no values.
 */
export function rowsOfNames(lines: readonly (readonly (number | null)[])[]): readonly (readonly number[])[] {
  const highest = Math.max(0, ...lines.flat().map((value) => Math.abs(value ?? 0)));
  const rows: number[][] = lines.map(() => []);
  const ends = lines.map((values) => values.findLast((value) => value !== null));
  for (const [index, end] of ends.entries()) {
    if (end === undefined || end === null) continue;
    const isBeside = (_: unknown, other: number) =>
      rows[other]!.length > 0 && Math.abs(ends[other]! - end) <= highest * SIDE_BY_SIDE;
    const beside = rows.findIndex(isBeside);
    rows[beside < 0 ? index : beside]!.push(index);
  }
  return rows;
}

/** A field behind each partial point, as high as the chart. */
function hatchedPoints(partial: readonly boolean[], look: ChartLook) {
  return {
    ...{ type: 'bar', yAxisIndex: 1, barCategoryGap: '0%', silent: true, z: 0 },
    itemStyle: { color: look.line, decal: hatch(look) },
    data: partial.map((isPartial) => (isPartial ? 1 : null)),
  };
}
