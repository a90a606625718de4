import * as z from 'zod';
import { OF_TRIGGER, period, trigger, WITHIN } from '../query-params.ts';
import { came, STEPPED_DECISIONS } from '../step-times.ts';
import type { Query } from './contract.ts';

const quote = (steps: readonly string[]) => steps.map((step) => `'${step}'`).join(', ');

/** A receipt's signal is another one: how long after the first it came says nothing of us. */
const STEPS = quote([
  'matched',
  'held-back',
  'deferred',
  'queued',
  'attempted',
  'sent',
  'failed',
  'expired',
  'uncertain',
]);
/** Steps of which decisions have how long they took. */
const OF_DECISIONS = ['matched', 'queued', 'sent'];
/** Of these rows have it; how many decisions came to them, their times tell. */
const OF_ROWS = ['held-back', 'deferred', 'attempted', 'failed', 'expired', 'uncertain'];
const timeOf = (step: string) => (step === 'held-back' ? 'held_at' : `${step}_at`);

function measureDecisions(step: string): string {
  const [took, isThere] = [`ifNull(${step}_ms, 0)`, came(timeOf(step))];
  return `('${step}', countIf(${isThere}), quantilesBFloat16If(0.5, 0.95, 0.99)(${took}, ${isThere}), maxIf(${took}, ${isThere}))`;
}

export default {
  name: 'latency',
  title: { en: 'Time of each step', de: 'Zeit jedes Schritts' },
  summary: {
    en: 'Milliseconds from the receipt of a signal to each step of what it set off: median, 95 and 99 of a hundred, longest.',
    de: 'Millisekunden vom Empfang eines Signals bis zu jedem Schritt, den es auslöste: Median, 95 und 99 von hundert, längster.',
  },
  params: z.object({ ...period, ...trigger }),
  // A step counts once for each decision. Quantiles to within half a hundredth: exact ones cost several times as much,
  // and so does the counting of the decisions of rows (bench: results).
  sql: `
    SELECT one.1 AS step, sum(one.2) AS count, round(max(one.3[1]), 3) AS p50, round(max(one.3[2]), 3) AS p95, round(max(one.3[3]), 3) AS p99, round(max(one.4), 3) AS max
    FROM (
      SELECT [${OF_DECISIONS.map(measureDecisions).join(', ')}, ${OF_ROWS.map(
        (step) => `('${step}', countIf(${came(timeOf(step))}), [0, 0, 0], 0)`,
      ).join(', ')}] AS measured
      FROM ${STEPPED_DECISIONS}
      UNION ALL
      SELECT groupArray((step, 0, quantiles, longest)) AS measured
      FROM (
        SELECT toString(step) AS step, quantilesBFloat16(0.5, 0.95, 0.99)(elapsed_ms) AS quantiles, max(elapsed_ms) AS longest
        FROM outcomes
        WHERE ${WITHIN} AND ${OF_TRIGGER} AND step IN (${quote(OF_ROWS)})
        GROUP BY step
      )
    )
    ARRAY JOIN measured AS one
    GROUP BY step
    HAVING count > 0
    ORDER BY indexOf([${STEPS}], step)`,
  examples: [
    {
      params: { trigger: 'rainy' },
      gives: [
        { step: 'matched', count: 6, p50: 2, p95: 3, p99: 3, max: 3 },
        { step: 'held-back', count: 4, p50: 2, p95: 2, p99: 2, max: 2 },
        { step: 'deferred', count: 1, p50: 2, p95: 2, p99: 2, max: 2 },
        { step: 'queued', count: 1, p50: 3, p95: 3, p99: 3, max: 3 },
        { step: 'attempted', count: 1, p50: 40, p95: 40, p99: 40, max: 40 },
        { step: 'sent', count: 1, p50: 50, p95: 50, p99: 50, max: 50 },
        { step: 'expired', count: 1, p50: 2, p95: 2, p99: 2, max: 2 },
      ],
    },
  ],
} satisfies Query;
