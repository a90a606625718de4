import * as z from 'zod';
import { FINAL_STEPS } from '../contract.ts';
import { period } from '../query-params.ts';
import type { Query } from './contract.ts';

const FINAL = FINAL_STEPS.map((step) => `'${step}'`).join(', ');
/**
 * A row's place in the streams: one that a restore brought twice ended once, one that was written again ended twice.
 */
const ROW = '(stored_at, seq, shard, row)';
/** Which of two rows came later. */
const PLACE = '(stored_at, seq, row)';

export default {
  name: 'accounting',
  title: { en: 'Accounting of decisions', de: 'Abrechnung der Entscheidungen' },
  summary: {
    en: 'Whether every decision of a period ended exactly once: those still open by their last step, and those that ended twice.',
    de: 'Ob jede Entscheidung eines Zeitraums genau einmal endete: die noch offenen nach ihrem letzten Schritt, und die, die zweimal endeten.',
  },
  params: z.object(period),
  // what a decision comes to may lie after the period; that it is queued earlier releases may have told again after the
  // end
  sql: `
    SELECT multiIf(ends = 0, 'open', ends = 1, 'ended', 'ended more than once') AS state, last_step, count() AS decisions,
      min(toUnixTimestamp64Milli(matched_at)) AS oldest_at, arraySort(groupArray(5)(decision)) AS examples
    FROM (
      SELECT decision, minIf(at, step = 'matched') AS matched_at, countIf(step = 'matched') AS matches,
        uniqExactIf(${ROW}, step IN (${FINAL})) AS ends,
        if(minIf(${PLACE}, step = 'queued') > maxIf(${PLACE}, step != 'queued'), 'queued',
          argMaxIf(step, ${PLACE}, step != 'queued')) AS last_step
      FROM outcomes
      WHERE at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND decision != ''
      GROUP BY decision
      HAVING matches > 0 AND matched_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
    )
    GROUP BY state, last_step
    ORDER BY state, decisions DESC, last_step`,
  examples: [
    {
      params: {},
      gives: [
        {
          state: 'ended',
          last_step: 'held-back',
          decisions: 4,
          oldest_at: 1_767_636_060_000,
          examples: ['d2', 'd5', 'd6', 'd7'],
        },
        { state: 'ended', last_step: 'converted', decisions: 1, oldest_at: 1_767_636_000_000, examples: ['d1'] },
        { state: 'ended', last_step: 'expired', decisions: 1, oldest_at: 1_767_640_020_000, examples: ['d8'] },
        {
          state: 'ended more than once',
          last_step: 'failed',
          decisions: 1,
          oldest_at: 1_767_639_720_000,
          examples: ['d4'],
        },
        { state: 'open', last_step: 'queued', decisions: 1, oldest_at: 1_767_639_660_000, examples: ['d3'] },
      ],
    },
  ],
} satisfies Query;
