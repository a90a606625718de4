import * as z from 'zod';
import { period, trigger, zone } from '../query-params.ts';
import { came, STEPPED_DECISIONS } from '../step-times.ts';
import type { Query } from './contract.ts';

const STEPS = ['matched', 'held_back', 'sent', 'opened', 'clicked'];

/** The hours of one step; the others have none of it. */
function ofStep(step: string): string {
  const time = step === 'held_back' ? 'held_at' : `${step}_at`;
  const counts = STEPS.map((other) => `${other === step ? 'count()' : '0'} AS ${other}`).join(', ');
  return `
      SELECT toHour(assumeNotNull(${time}), {zone:String}) AS hour_of_day, ${counts}
      FROM ${STEPPED_DECISIONS} AND ${came(time)}
      GROUP BY hour_of_day`;
}

export default {
  name: 'by-hour',
  title: { en: 'Results by hour', de: 'Ergebnisse nach Stunde' },
  summary: {
    en: 'At which hours of the day messages were sent and did something: matched, sent, opened, clicked, by local hour.',
    de: 'Zu welchen Stunden des Tages Nachrichten gesendet wurden und etwas bewirkten: gepasst, gesendet, geöffnet, angeklickt, nach Ortszeit.',
  },
  params: z.object({ ...period, ...trigger, ...zone }),
  // an opening counts for the hour in which it came
  sql: `
    SELECT hour_of_day, ${STEPS.map((step) => `sum(counts.${step}) AS ${step}`).join(', ')}
    FROM (${STEPS.map(ofStep).join(' UNION ALL ')}) AS counts
    GROUP BY hour_of_day
    ORDER BY hour_of_day`,
  examples: [
    {
      params: { trigger: 'rainy', zone: 'Europe/Berlin' },
      gives: [
        { hour_of_day: 19, matched: 2, held_back: 1, sent: 1, opened: 1, clicked: 1 },
        { hour_of_day: 20, matched: 4, held_back: 3, sent: 0, opened: 0, clicked: 0 },
      ],
    },
  ],
} satisfies Query;
