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

test('the names of lines that end side by side do not lie on each other', () => {
  const lines = ['p50', 'p95', 'p99'].map((name, i) => ({ name, values: [10, 100 + i] }));
  const svg = draw(drawLines(['Mon', 'Tue'], lines, 'ms'));
  const heightOf = (name: string) => {
    const [, place = ''] =
      new RegExp(`<text[^>]*transform="translate\\(([^)]*)\\)[^>]*>${name}</text>`).exec(svg) ?? [];
    return Number(place.split(/[ ,]+/)[1]);
  };
  const apart = Math.abs(heightOf('p95') - heightOf('p99'));
  expect(apart).toBeGreaterThanOrEqual(12);
});
