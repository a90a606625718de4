import * as z from 'zod';
import { period, trigger } from '../query-params.ts';
import { countSteps, STEPPED_DECISIONS } from '../step-times.ts';
import type { Query } from './contract.ts';

const STEPS = [
  ...['queued', 'sent', 'delivered', 'opened', 'clicked', 'replied', 'bounced', 'expired', 'failed', 'uncertain'],
];

export default {
  name: 'by-channel',
  title: { en: 'Results by channel', de: 'Ergebnisse nach Kanal' },
  summary: {
    en: 'What became of messages on each channel: queued, sent, delivered, opened, clicked, replied, and where they ended.',
    de: 'Was aus Nachrichten auf jedem Kanal wurde: eingereiht, gesendet, zugestellt, geöffnet, angeklickt, beantwortet, und wo sie endeten.',
  },
  params: z.object({ ...period, ...trigger }),
  sql: `
    SELECT channel,
      ${countSteps(STEPS)}
    FROM ${STEPPED_DECISIONS} AND channel != ''
    GROUP BY channel
    HAVING ${STEPS.join(' + ')} > 0
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
          channel: 'sms',
          queued: 0,
          sent: 1,
          delivered: 0,
          opened: 0,
          clicked: 0,
          replied: 0,
          bounced: 0,
          expired: 0,
          failed: 0,
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
