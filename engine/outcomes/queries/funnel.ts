import * as z from 'zod';
import { period, trigger } from '../query-params.ts';
import { countSteps, STEPPED_DECISIONS } from '../step-times.ts';
import type { Query } from './contract.ts';

const STEPS = [
  ...['matched', 'held', 'queued', 'sent', 'delivered', 'opened', 'clicked', 'replied', 'expired', 'failed'],
  'uncertain',
];

export default {
  name: 'funnel',
  title: { en: 'Funnel', de: 'Trichter' },
  summary: {
    en: 'How far the decisions of each trigger came: matched, queued, sent, delivered, opened, clicked by people, and where they ended; each step by its own time.',
    de: 'Wie weit die Entscheidungen jedes Auslösers kamen: gepasst, eingereiht, gesendet, zugestellt, von Menschen geöffnet, angeklickt, und wo sie endeten; jeder Schritt nach seiner eigenen Zeit.',
  },
  params: z.object({ ...period, ...trigger }),
  sql: `
    SELECT trigger,
      ${countSteps(STEPS)}
    FROM ${STEPPED_DECISIONS}
    GROUP BY trigger
    HAVING ${STEPS.map((step) => (step === 'held' ? 'held_back' : step)).join(' + ')} > 0
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
          sent: 2,
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
