import * as z from 'zod';
import { OF_TRIGGER, period, trigger, WITHIN, zone } from '../query-params.ts';
import type { Query } from './contract.ts';

export default {
  name: 'by-hour',
  title: { en: 'Results by hour', de: 'Ergebnisse nach Stunde' },
  summary: {
    en: 'At which hours of the day messages were sent and did something: matched, sent, opened, clicked, by local hour.',
    de: 'Zu welchen Stunden des Tages Nachrichten gesendet wurden und etwas bewirkten: gepasst, gesendet, geöffnet, angeklickt, nach Ortszeit.',
  },
  params: z.object({ ...period, ...trigger, ...zone }),
  // an opening counts for the hour in which it came; a receipt may come more than once for one message
  sql: `
    SELECT toHour(at, {zone:String}) AS hour_of_day,
      uniqExactIf(decision, step = 'matched') AS matched,
      uniqExactIf(decision, step = 'held-back') AS held_back,
      uniqExactIf(decision, step = 'sent') AS sent,
      uniqExactIf(decision, step = 'opened') AS opened,
      uniqExactIf(decision, step = 'clicked') AS clicked
    FROM outcomes
    WHERE ${WITHIN} AND ${OF_TRIGGER}
    GROUP BY hour_of_day
    ORDER BY hour_of_day`,
  examples: [
    {
      params: { trigger: 'rainy', zone: 'Europe/Berlin' },
      gives: [
        { hour_of_day: 19, matched: 2, held_back: 1, sent: 1, opened: 1, clicked: 1 },
        { hour_of_day: 20, matched: 4, held_back: 3, sent: 0, opened: 0, clicked: 0 },
        { hour_of_day: 22, matched: 0, held_back: 0, sent: 0, opened: 0, clicked: 0 },
      ],
    },
  ],
} satisfies Query;
