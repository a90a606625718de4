import * as z from 'zod';
import { OF_TRIGGER, period, trigger, WITHIN } from '../query-params.ts';
import type { Query } from './contract.ts';

export default {
  name: 'funnel',
  title: { en: 'Funnel', de: 'Trichter' },
  summary: {
    en: 'How far the decisions of each trigger came: matched, queued, sent, delivered, opened, clicked, and where they ended.',
    de: 'Wie weit die Entscheidungen jedes Auslösers kamen: gepasst, eingereiht, gesendet, zugestellt, geöffnet, angeklickt, und wo sie endeten.',
  },
  params: z.object({ ...period, ...trigger }),
  // a receipt may come more than once for one message, and after a restore so may any row: a message counts once
  sql: `
    SELECT trigger,
      uniqExactIf(decision, step = 'matched') AS matched,
      uniqExactIf(decision, step = 'held-back') AS held_back,
      uniqExactIf(decision, step = 'queued') AS queued,
      uniqExactIf(decision, step = 'sent') AS sent,
      uniqExactIf(decision, step = 'delivered') AS delivered,
      uniqExactIf(decision, step = 'opened') AS opened,
      uniqExactIf(decision, step = 'clicked') AS clicked,
      uniqExactIf(decision, step = 'replied') AS replied,
      uniqExactIf(decision, step = 'expired') AS expired,
      uniqExactIf(decision, step = 'failed') AS failed,
      uniqExactIf(decision, step = 'uncertain') AS uncertain
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
