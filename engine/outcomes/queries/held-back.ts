import * as z from 'zod';
import { OF_TRIGGER, period, trigger, WITHIN } from '../query-params.ts';
import type { Query } from './contract.ts';

export default {
  name: 'held-back',
  summary: 'Why messages were held back or put off: which gate, its reason, how often and for how many customers.',
  params: z.object({ ...period, ...trigger }),
  sql: `
    SELECT trigger, step, gate, reason, count() AS count, uniq(customer) AS customers,
      max(toUnixTimestamp64Milli(at)) AS last_at
    FROM outcomes
    WHERE ${WITHIN} AND ${OF_TRIGGER} AND step IN ('held-back', 'deferred')
    GROUP BY trigger, step, gate, reason
    ORDER BY count DESC, trigger, step, gate, reason
    LIMIT 1000`,
  examples: [{}, { trigger: 'rainy-evening-walk-by' }],
} satisfies Query;
