import * as z from 'zod';
import { OF_TRIGGER, period, trigger, WITHIN } from '../query-params.ts';
import type { Query } from './contract.ts';

export default {
  name: 'funnel',
  summary:
    'How far the decisions of each trigger came: matched, queued, sent, delivered, opened, clicked, and where they ended.',
  params: z.object({ ...period, ...trigger }),
  // a receipt may come more than once for one message; of being queued earlier releases may have told twice
  sql: `
    SELECT trigger,
      countIf(step = 'matched') AS matched,
      countIf(step = 'held-back') AS held_back,
      uniqExactIf(decision, step = 'queued') AS queued,
      countIf(step = 'sent') AS sent,
      uniqIf(decision, step = 'delivered') AS delivered,
      uniqIf(decision, step = 'opened') AS opened,
      uniqIf(decision, step = 'clicked') AS clicked,
      uniqIf(decision, step = 'replied') AS replied,
      countIf(step = 'expired') AS expired,
      countIf(step = 'failed') AS failed,
      countIf(step = 'uncertain') AS uncertain
    FROM outcomes
    WHERE ${WITHIN} AND ${OF_TRIGGER}
    GROUP BY trigger
    ORDER BY matched DESC, trigger`,
  examples: [
    {
      params: {},
      gives: [
        {
          trigger: 'rainy',
          matched: 6,
          held_back: 4,
          queued: 1,
          sent: 1,
          delivered: 1,
          opened: 1,
          clicked: 1,
          replied: 0,
          expired: 1,
          failed: 0,
          uncertain: 0,
        },
        {
          trigger: 'cart',
          matched: 2,
          held_back: 0,
          queued: 1,
          sent: 1,
          delivered: 0,
          opened: 0,
          clicked: 0,
          replied: 0,
          expired: 0,
          failed: 1,
          uncertain: 0,
        },
      ],
    },
  ],
} satisfies Query;
