import * as z from 'zod';
import { FINAL_STEPS } from '../contract.ts';
import { period, WITHIN } from '../query-params.ts';
import type { Query } from './contract.ts';

/** The times of the steps that end a decision. */
const ENDS = FINAL_STEPS.map((step) => (step === 'held-back' ? 'held_at' : `${step}_at`));
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
  // What a decision comes to may lie after the period. Two ends of one kind are seen by the places of their rows, of
  // which a decision keeps the least and the greatest: to look for them in all rows takes ten times as long (bench:
  // results).
  sql: `
    SELECT ['open', 'ended', 'ended more than once'][1 + ends] AS state, [${FURTHEST.map(([step]) => `'${step}'`).join(', ')}][last] AS last_step,
      decisions, oldest_at, examples
    FROM (
      SELECT if(ended_twice, 2, least(2, ${ENDS.map((time) => `isNotNull(${time})`).join(' + ')})) AS ends,
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
