import * as z from 'zod';
import { OF_TRIGGER, period, trigger, WITHIN } from '../query-params.ts';
import type { Query } from './contract.ts';

export default {
  name: 'by-channel',
  title: { en: 'Results by channel', de: 'Ergebnisse nach Kanal' },
  summary: {
    en: 'What became of messages on each channel: queued, sent, delivered, opened, clicked, replied, and where they ended.',
    de: 'Was aus Nachrichten auf jedem Kanal wurde: eingereiht, gesendet, zugestellt, geöffnet, angeklickt, beantwortet, und wo sie endeten.',
  },
  params: z.object({ ...period, ...trigger }),
  // a row may come twice when something died; a message counts once
  sql: `
    SELECT channel,
      uniqExactIf(decision, step = 'queued') AS queued,
      uniqExactIf(decision, step = 'sent') AS sent,
      uniqExactIf(decision, step = 'delivered') AS delivered,
      uniqExactIf(decision, step = 'opened') AS opened,
      uniqExactIf(decision, step = 'clicked') AS clicked,
      uniqExactIf(decision, step = 'replied') AS replied,
      uniqExactIf(decision, step = 'bounced') AS bounced,
      uniqExactIf(decision, step = 'expired') AS expired,
      uniqExactIf(decision, step = 'failed') AS failed,
      uniqExactIf(decision, step = 'uncertain') AS uncertain
    FROM outcomes
    WHERE ${WITHIN} AND ${OF_TRIGGER} AND channel != ''
    GROUP BY channel
    ORDER BY sent DESC, channel`,
  examples: [
    {
      params: {},
      gives: [
        {
          channel: 'email',
          queued: 2,
          sent: 2,
          delivered: 1,
          opened: 1,
          clicked: 1,
          replied: 0,
          bounced: 0,
          expired: 0,
          failed: 1,
          uncertain: 0,
        },
        {
          channel: 'in-app',
          queued: 0,
          sent: 0,
          delivered: 0,
          opened: 0,
          clicked: 0,
          replied: 0,
          bounced: 0,
          expired: 1,
          failed: 0,
          uncertain: 0,
        },
      ],
    },
  ],
} satisfies Query;
