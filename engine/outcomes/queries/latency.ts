import * as z from 'zod';
import { OF_TRIGGER, period, trigger, WITHIN } from '../query-params.ts';
import type { Query } from './contract.ts';

/** A receipt's signal is another one: how long after the first it came says nothing of us. */
const STEPS = ['matched', 'held-back', 'deferred', 'queued', 'attempted', 'sent', 'failed', 'expired', 'uncertain']
  .map((step) => `'${step}'`)
  .join(', ');

export default {
  name: 'latency',
  summary:
    'Milliseconds from the receipt of a signal to each step of what it set off: median, 95 and 99 of a hundred, longest.',
  params: z.object({ ...period, ...trigger }),
  sql: `
    SELECT step, rows AS count,
      round(quantiles[1], 3) AS p50, round(quantiles[2], 3) AS p95, round(quantiles[3], 3) AS p99, round(longest, 3) AS max
    FROM (
      SELECT step, count() AS rows, quantilesTDigest(0.5, 0.95, 0.99)(elapsed_ms) AS quantiles, max(elapsed_ms) AS longest
      FROM outcomes
      WHERE ${WITHIN} AND ${OF_TRIGGER} AND step IN (${STEPS})
      GROUP BY step
    )
    ORDER BY indexOf([${STEPS}], step)`,
  examples: [{}, { trigger: 'rainy-evening-walk-by' }],
} satisfies Query;
