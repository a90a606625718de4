import { expect, test } from 'vitest';
import { drawBand } from './draw-band.ts';
import { CHART_LOOKS } from './look.ts';

test('a band lies between its bounds, also below nothing, and what is not over is hatched', () => {
  const points = [
    { name: 'a', estimate: null, low: null, high: null, isOpen: false, says: '' },
    { name: 'b', estimate: 1, low: -2, high: 4, isOpen: false, says: '' },
    { name: 'c', estimate: null, low: null, high: null, isOpen: true, says: '' },
  ];
  const { series, xAxis } = drawBand(points, 'per 100')(CHART_LOOKS.light) as {
    readonly xAxis: { readonly data: readonly string[] };
    readonly series: readonly { readonly data: readonly (number | null)[]; readonly stackStrategy?: string }[];
  };
  expect(xAxis.data).toEqual(['a', 'b', 'c']);
  expect(series.map(({ data }) => data)).toEqual([
    [null, null, 1],
    [null, -2, null],
    [null, 6, null],
    [null, 1, null],
  ]);
  expect(series[0]).toMatchObject({ type: 'bar', itemStyle: { decal: { symbol: 'rect' } } });
  expect([series[1]?.stackStrategy, series[2]?.stackStrategy]).toEqual(['all', 'all']);
});
