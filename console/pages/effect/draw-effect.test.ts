import { expect, test } from 'vitest';
import { CHART_LOOKS } from '../../parts/chart/look.ts';
import { drawEffect } from './draw-effect.ts';

const row = { name: 'Successes', message: '40 %', control: '12 %', says: '+100 % to +400 %', isJudged: true };
const picture = {
  title: 'cart <near> "store" & more',
  sentence: `14 to 31 more successes a week. ${'A sentence that is longer than a line. '.repeat(3)}`.trim(),
  period: 'one day',
  heads: ['Measured', 'With message', 'Control group', 'Difference'],
  rows: [
    { ...row, bounds: { estimate: 2, low: 1, high: 4 } },
    { ...row, bounds: { estimate: 0.1, low: -0.5, high: null } },
    { ...row, bounds: null },
  ],
} as const;

test('a picture has the sentence in lines, and for each measure its interval in the colour of what is seen', () => {
  const { svg, height } = drawEffect(picture, CHART_LOOKS.light);
  expect(svg).toContain('cart &lt;near&gt; &quot;store&quot; &amp; more');
  expect(svg.match(/font-size="22"/g)).toHaveLength(3);
  expect(svg.match(/<circle [^>]*fill="([^"]+)"/g)?.map((circle) => circle.slice(-9, -1))).toEqual([
    `"${CHART_LOOKS.light.series[0]}`,
    `"${CHART_LOOKS.light.quiet}`,
  ]);
  expect(svg).toContain(`height="${height}"`);
});

test('what is not judged has the quiet colour wherever it lies', () => {
  const rows = [{ ...row, isJudged: false, bounds: { estimate: 2, low: 1, high: 4 } }];
  const { svg } = drawEffect({ ...picture, rows }, CHART_LOOKS.light);
  expect(svg).toMatch(new RegExp(`<circle [^>]*fill="${CHART_LOOKS.light.quiet}"`));
});

test('a long name keeps what is measured and runs into no number; what is said in place of an interval is not cut', () => {
  const name = 'a-voucher-with-a-picture-and-a-long-name · Successes';
  const says = 'too few customers to say anything';
  const { svg } = drawEffect({ ...picture, rows: [{ ...row, name, says, bounds: null }] }, CHART_LOOKS.light);
  const [, shown = ''] = />(a-voucher[^<]*)</.exec(svg) ?? [];
  expect(shown).toMatch(/^a-voucher-with-a-pic.*… · Successes$/);
  expect(shown.length).toBeLessThan(36);
  expect(svg).toContain(`<text x="530" y="${78 + 3 * 28 + 46 + 0.65 * 34}" >${says}</text>`);
});
