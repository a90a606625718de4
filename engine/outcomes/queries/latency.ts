import * as z from 'zod';
import { OF_TRIGGER, period, trigger, WITHIN } from '../query-params.ts';
import type { Query } from './contract.ts';

/** A receipt's signal is another one: how long after the first it came says nothing of us. */
const STEPS = ['matched', 'held-back', 'deferred', 'queued', 'attempted', 'sent', 'failed', 'expired', 'uncertain']
  .map((step) => `'${step}'`)
  .join(', ');

export default {
  name: 'latency',
  title: { en: 'Time of each step', de: 'Zeit jedes Schritts' },
  summary: {
    en: 'Milliseconds from the receipt of a signal to each step of what it set off: median, 95 and 99 of a hundred, longest.',
    de: 'Millisekunden vom Empfang eines Signals bis zu jedem Schritt, den es auslöste: Median, 95 und 99 von hundert, längster.',
  },
  params: z.object({ ...period, ...trigger }),
  // of being queued earlier releases may have told twice: the first counts; a row that a restore brought twice counts
  // once
  sql: `
    SELECT step, messages AS count,
      round(quantiles[1], 3) AS p50, round(quantiles[2], 3) AS p95, round(quantiles[3], 3) AS p99, round(longest, 3) AS max
    FROM (
      SELECT step, uniqExact(decision, attempt) AS messages, quantilesTDigest(0.5, 0.95, 0.99)(elapsed_ms) AS quantiles, max(elapsed_ms) AS longest
      FROM (
        SELECT step, decision, attempt, elapsed_ms FROM outcomes
        WHERE ${WITHIN} AND ${OF_TRIGGER} AND step IN (${STEPS}) AND step != 'queued'
        UNION ALL
        SELECT step, decision, 0 AS attempt, min(elapsed_ms) AS elapsed_ms FROM outcomes
        WHERE ${WITHIN} AND ${OF_TRIGGER} AND step = 'queued'
        GROUP BY step, decision
      )
      GROUP BY step
    )
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
