import { use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { expect, test } from 'vitest';
import { drawTime } from './draw-bars.ts';
import { drawLines } from './draw-lines.ts';
import { initChart } from './echarts.ts';
import { CHART_LOOKS } from './look.ts';

use([SVGRenderer]);

/** What the browser's charts draw, as SVG. */
function draw(drawn: ReturnType<typeof drawTime>): string {
  const chart = initChart(null, undefined, { renderer: 'svg', ssr: true, width: 600, height: 260 });
  chart.setOption(drawn(CHART_LOOKS.light));
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

test('a part of time that the period cuts, or that is not over, is hatched', () => {
  const bar = { name: 'Mon', value: 3, before: 2, isPartial: false, says: '' };
  expect(draw(drawTime([bar, { ...bar, isPartial: true }], 'before'))).toContain('<pattern');
  expect(draw(drawTime([bar, bar], 'before'))).not.toContain('<pattern');
  const line = { name: 'p50', values: [1, 2] };
  expect(draw(drawLines(['Mon', 'Tue'], [line], 'ms', [false, true]))).toContain('<pattern');
  expect(draw(drawLines(['Mon', 'Tue'], [line], 'ms', [false, false]))).not.toContain('<pattern');
});

test.each([
  ['nearly', [10, 100, 101]],
  ['all', [3, 3, 3]],
  ['not', [10, 60, 100]],
])('the names of lines that end side by side do not lie on each other: %s', (_, ends) => {
  const lines = ['p50', 'p95', 'p99'].map((name, i) => ({ name, values: [10, ends[i]!] }));
  const svg = draw(drawLines(['Mon', 'Tue'], lines, 'ms'));
  const placeOf = (name: string): readonly [number, number] => {
    const [tag = ''] = new RegExp(`<text[^>]*>${name}</text>`).exec(svg) ?? [];
    const [, along = '0'] = / x="([^"]*)"/.exec(tag) ?? [];
    const [x = 0, y = 0] = (/translate\(([^)]*)\)/.exec(tag)?.[1] ?? '').split(/[ ,]+/).map(Number);
    return [x + Number(along), y];
  };
  const places = lines.map(({ name }) => placeOf(name));
  for (const [i, [x, y]] of places.entries()) {
    expect(x + 24).toBeLessThanOrEqual(600);
    for (const [otherX, otherY] of places.slice(i + 1))
      expect(Math.abs(x - otherX) >= 22 || Math.abs(y - otherY) >= 12).toBe(true);
  }
});
