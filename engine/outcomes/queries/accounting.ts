import * as z from 'zod';
import { FINAL_STEPS } from '../contract.ts';
import { period } from '../query-params.ts';
import type { Query } from './contract.ts';

const FINAL = FINAL_STEPS.map((step) => `'${step}'`).join(', ');

export default {
  name: 'accounting',
  summary:
    'Whether every decision of a period ended exactly once: those still open by their last step, and those that ended twice.',
  params: z.object(period),
  // what a decision comes to may lie after the period
  sql: `
    SELECT multiIf(ends = 0, 'open', ends = 1, 'ended', 'ended more than once') AS state, last_step, count() AS decisions,
      min(toUnixTimestamp64Milli(matched_at)) AS oldest_at, arraySort(groupArray(5)(decision)) AS examples
    FROM (
      SELECT decision, minIf(at, step = 'matched') AS matched_at, countIf(step = 'matched') AS matches,
        countIf(step IN (${FINAL})) AS ends, argMax(step, (stored_at, seq, row)) AS last_step
      FROM outcomes
      WHERE at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND decision != ''
      GROUP BY decision
      HAVING matches > 0 AND matched_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
    )
    GROUP BY state, last_step
    ORDER BY state, decisions DESC, last_step`,
  examples: [{}, { from: 1_767_225_600_000, to: 1_767_312_000_000 }],
} satisfies Query;
