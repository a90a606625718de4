import { expect, test } from 'vitest';
import { drawBars } from './draw-bars.ts';
import { CHART_LOOKS } from './look.ts';

interface Series {
  readonly data: readonly unknown[];
  readonly label: { readonly formatter: (of: { readonly dataIndex: number }) => string };
}

const seriesOf = (bars: Parameters<typeof drawBars>[0]) =>
  (drawBars(bars)(CHART_LOOKS.light) as { readonly series: readonly Series[] }).series;

test('a bar with bounds has a line between them, and its number behind the upper one', () => {
  const [bar, bounds] = seriesOf([
    { name: 'a', value: 0.2, says: '20 %', bounds: { low: 0.1, high: 0.4 } },
    { name: 'b', value: 0.3, says: '30 %' },
  ]);
  expect(bounds!.data.slice(0, 4)).toEqual([
    [0.1, 0],
    [0.4, 0],
    ['-', '-'],
    ['-', '-'],
  ]);
  const said = (series: Series) => series.data.map((_, dataIndex) => series.label.formatter({ dataIndex }));
  expect(said(bounds!)).toEqual(['', '20 %', '', '', '30 %', '']);
  expect(said(bar!)).toEqual(['', '30 %']);
});

test('bars without bounds have their number behind them, and no line', () => {
  const series = seriesOf([{ name: 'a', value: 2, says: '2' }]);
  expect(series).toHaveLength(1);
  expect(series[0]!.label.formatter({ dataIndex: 0 })).toBe('2');
});
