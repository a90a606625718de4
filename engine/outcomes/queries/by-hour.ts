import * as z from 'zod';
import { period, trigger, zone } from '../query-params.ts';
import { came, STEPPED_DECISIONS } from '../step-times.ts';
import type { Query } from './contract.ts';

const STEPS = ['matched', 'held_back', 'sent', 'opened', 'clicked'];

/** The hour of the day in which a step came, and the step, in one number; 255: it did not come within the period. */
function hourOf(step: string, index: number): string {
  const time = step === 'held_back' ? 'held_at' : `${step}_at`;
  return `if(ifNull(${came(time)}, false), toUInt8(${index * 24} + toHour(assumeNotNull(${time}), {zone:String})), 255)`;
}

export default {
  name: 'by-hour',
  title: { en: 'Results by hour', de: 'Ergebnisse nach Stunde' },
  summary: {
    en: 'At which hours of the day messages were sent and did something: matched, sent, opened, clicked, by local hour.',
    de: 'Zu welchen Stunden des Tages Nachrichten gesendet wurden und etwas bewirkten: gepasst, gesendet, geöffnet, angeklickt, nach Ortszeit.',
  },
  params: z.object({ ...period, ...trigger, ...zone }),
  // An opening counts for the hour in which it came. Decisions are read once for all steps (bench: results).
  sql: `
    SELECT step_hour % 24 AS hour_of_day, ${STEPS.map((step, i) => `sumIf(count, intDiv(step_hour, 24) = ${i}) AS ${step}`).join(', ')}
    FROM (
      SELECT arrayJoin([${STEPS.map(hourOf).join(', ')}]) AS step_hour, count() AS count
      FROM ${STEPPED_DECISIONS}
      GROUP BY step_hour
    )
    WHERE step_hour != 255
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
