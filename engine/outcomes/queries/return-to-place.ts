import * as z from 'zod';
import { type Counting, counting } from '../counts.ts';
import { cameWithin, hasPassed, RETURN_DAYS, RETURN_GROUPS, returnsOf } from '../returns.ts';
import { shareBounds } from '../share-interval.ts';
import type { Query } from './contract.ts';

const GROUPS = RETURN_GROUPS.map((name) => `'${name}'`).join(', ');

export default {
  name: 'return-to-place',
  title: { en: 'Came back to the place', de: 'Wieder an den Ort gekommen' },
  summary: {
    en: 'How many people came back to the place of a decision within 7, 14 and 30 days: those who got the message against the control group. Counts whom the time is over for. The true share lies between share_low and share_high in 95 of 100 cases.',
    de: 'Wie viele Menschen innerhalb von 7, 14 und 30 Tagen an den Ort einer Entscheidung zurückkamen: wer die Nachricht bekam gegen die Kontrollgruppe. Zählt, für wen die Zeit vorüber ist. Der wahre Anteil liegt in 95 von 100 Fällen zwischen share_low und share_high.',
  },
  params: z.object(counting),
  // One number stands for the windows of a person in a group, a bit for each that is over and one for each return: with
  // sets of people it takes ten times as long (bench: results).
  sql(given) {
    const params = given as Counting;
    return `
    SELECT [${GROUPS}][one] AS \`group\`, count.1 AS within_days, count.2 AS people, count.3 AS returned,
      ${shareBounds('count.3', 'count.2')}
    FROM (
      SELECT one, arrayJoin([${RETURN_DAYS.map(countWindow).join(', ')}]) AS count
      FROM (
        SELECT bitAnd(who, 1) + 1 AS one, groupBitOr(toUInt8(${RETURN_DAYS.map(bitsOf).join(' + ')})) AS bits
        FROM ${returnsOf(params)}
        GROUP BY who
      )
      GROUP BY one
    )
    WHERE people > 0
    ORDER BY \`group\`, within_days`;
  },
  examples: [
    {
      params: {},
      gives: [
        { group: 'message', within_days: 7, people: 1, returned: 1, share_low: 0.2065, share_high: 1 },
        { group: 'message', within_days: 14, people: 1, returned: 1, share_low: 0.2065, share_high: 1 },
      ],
    },
  ],
} satisfies Query;

/** Two bits: the time is over, and the person came back within it. */
function bitsOf(days: number, index: number): string {
  return `${hasPassed(days)} * (${4 ** index} + ${2 * 4 ** index} * ${cameWithin(days)})`;
}

function countWindow(days: number, index: number): string {
  return `(${days}, countIf(bitAnd(bits, ${4 ** index}) > 0), countIf(bitAnd(bits, ${2 * 4 ** index}) > 0))`;
}
