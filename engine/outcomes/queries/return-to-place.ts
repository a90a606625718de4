import * as z from 'zod';
import { type Counting, countedWhere, counting } from '../counts.ts';
import type { Query } from './contract.ts';

const WINDOWS = [7, 14, 30];
const GROUPS = "('message', 'control')";

export default {
  name: 'return-to-place',
  title: { en: 'Came back to the place', de: 'Wieder an den Ort gekommen' },
  summary: {
    en: 'How many people came back to the place of a decision within 7, 14 and 30 days: those who got the message against the control group. Counts whom the time is over for.',
    de: 'Wie viele Menschen innerhalb von 7, 14 und 30 Tagen an den Ort einer Entscheidung zurückkamen: wer die Nachricht bekam gegen die Kontrollgruppe. Zählt, für wen die Zeit vorüber ist.',
  },
  params: z.object(counting),
  // the first decision of a person at a place; a visit that began before it, or with it, is no return
  sql(given) {
    const params = given as Counting;
    return `
    SELECT first_group AS \`group\`, within_days, uniqExact(customer) AS people, uniqExactIf(customer, back_at <= decided_at + within_days * 86400000) AS returned
    FROM (
      SELECT first_group, chosen.customer AS customer, decided_at,
        minIf(toUnixTimestamp64Milli(came.at), toUnixTimestamp64Milli(came.at) > decided_at) AS next_at,
        if(next_at = 0, 4102444800000, next_at) AS back_at
      FROM (
        SELECT customer, place, argMin(\`group\`, at) AS first_group, min(toUnixTimestamp64Milli(at)) AS decided_at
        FROM results.decisions
        WHERE ${countedWhere(params)} AND place != '' AND \`group\` IN ${GROUPS}
        GROUP BY customer, place
      ) AS chosen
      LEFT JOIN (
        SELECT place, customer, at FROM results.visits WHERE at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
      ) AS came ON came.customer = chosen.customer AND came.place = chosen.place
      GROUP BY first_group, chosen.customer, chosen.place, decided_at
    )
    ARRAY JOIN [${WINDOWS.join(', ')}] AS within_days
    WHERE decided_at + within_days * 86400000 <= (SELECT toUnixTimestamp64Milli(max(at)) FROM results.visits)
    GROUP BY first_group, within_days
    ORDER BY first_group, within_days`;
  },
  examples: [
    {
      params: {},
      gives: [
        { group: 'message', within_days: 7, people: 1, returned: 1 },
        { group: 'message', within_days: 14, people: 1, returned: 1 },
      ],
    },
  ],
} satisfies Query;
