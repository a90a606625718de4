import * as z from 'zod';
import { FINAL_STEPS } from '../contract.ts';
import { period, WITHIN } from '../query-params.ts';
import { STEPPED_SINCE } from '../step-times.ts';
import type { Query } from './contract.ts';

const FINAL = FINAL_STEPS.map((step) => `'${step}'`).join(', ');
/** A row's place in the streams: one that a restore brought twice ended once, one that was written again ended twice. */
const PLACE = 'cityHash64(stored_at, seq, shard, row)';
/** The times of the steps that end a decision, and these. */
const ENDS = FINAL_STEPS.map((step) => [step === 'held-back' ? 'held_at' : `${step}_at`, step] as const);
/** The rows of these steps. */
const ENDED = `at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND decision != '' AND step IN (${FINAL})`;
const BUCKETS = 65_536;

/** The hash of an end of a decision, as of its row; 0: there is none since the period's beginning. */
function hashOf([time, step]: readonly [time: string, step: string]): string {
  return `if(ifNull(${time} >= fromUnixTimestamp64Milli({from:Int64}, 'UTC'), false), cityHash64(key, '${step}'), 0)`;
}
/** The furthest steps first. */
const FURTHEST: readonly (readonly [step: string, condition: string])[] = [
  ...['converted', 'complained', 'bounced', 'replied'].map((step) => [step, `isNotNull(${step}_at)`] as const),
  ['clicked', 'isNotNull(coalesce(clicked_at, machine_clicked_at))'],
  ['opened', 'isNotNull(coalesce(opened_at, machine_opened_at))'],
  ['delivered', 'isNotNull(delivered_at)'],
  ['held-back', 'isNotNull(held_at)'],
  ...['expired', 'uncertain', 'failed', 'sent'].map((step) => [step, `isNotNull(${step}_at)`] as const),
  // one that waits may have been queued, and even tried, before
  [
    'deferred',
    'isNotNull(deferred_at) AND ifNull(deferred_at > greatest(queued_at, ifNull(attempted_at, queued_at)), true)',
  ],
  ['attempted', 'isNotNull(attempted_at)'],
  ['queued', 'isNotNull(queued_at)'],
  ['matched', '1'],
];

export default {
  name: 'accounting',
  title: { en: 'Accounting of decisions', de: 'Abrechnung der Entscheidungen' },
  summary: {
    en: 'Whether every decision of a period ended exactly once: those still open by their last step, and those that ended twice.',
    de: 'Ob jede Entscheidung eines Zeitraums genau einmal endete: die noch offenen nach ihrem letzten Schritt, und die, die zweimal endeten.',
  },
  params: z.object(period),
  // What a decision comes to may lie after the period. Two ends of one kind are seen in the rows alone: for each of some
  // buckets of decisions the hashes of all ends that rows tell are added up, and of those that decisions have, and only
  // where both differ rows are looked at one by one. Grouping all of them takes three times as long (bench: results).
  sql: `
    WITH (
      SELECT groupArray(bucket) FROM (
        SELECT bucket
        FROM (
          SELECT cityHash64(decision) % ${BUCKETS} AS bucket, sum(cityHash64(cityHash64(decision), toString(step))) AS told, toUInt64(0) AS found
          FROM outcomes
          WHERE ${ENDED}
          GROUP BY bucket
          UNION ALL
          SELECT key % ${BUCKETS} AS bucket, toUInt64(0) AS told, sum(${ENDS.map(hashOf).join(' + ')}) AS found
          FROM ${STEPPED_SINCE}
          GROUP BY bucket
        )
        GROUP BY bucket
        HAVING sum(told) != sum(found)
      )
    ) AS doubtful
    SELECT ['open', 'ended', 'ended more than once'][1 + ends] AS state, [${FURTHEST.map(([step]) => `'${step}'`).join(', ')}][last] AS last_step,
      decisions, oldest_at, examples
    FROM (
      SELECT if(key IN (
          SELECT cityHash64(decision) AS one FROM outcomes
          WHERE ${ENDED} AND notEmpty(doubtful) AND one % ${BUCKETS} IN (SELECT arrayJoin(doubtful))
          GROUP BY one
          HAVING min(${PLACE}) != max(${PLACE})
        ), 2, least(2, ${ENDS.map(([time]) => `isNotNull(${time})`).join(' + ')})) AS ends,
        multiIf(${FURTHEST.map(([, condition], i) => `${condition}, ${i + 1}`)
          .join(', ')
          .replace(/, 1, (\d+)$/, ', $1')}) AS last,
        count() AS decisions, min(toUnixTimestamp64Milli(at)) AS oldest_at, arraySort(groupArray(5)(decision)) AS examples
      FROM results.decisions
      WHERE ${WITHIN}
      GROUP BY ends, last
    )
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
