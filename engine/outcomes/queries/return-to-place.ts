import * as z from 'zod';
import { DAY_MS } from '../../../triggers/time/spans.ts';
import { type Counting, countedWhere, counting } from '../counts.ts';
import type { Query } from './contract.ts';

const WINDOWS = [7, 14, 30];
const GROUPS = "['message', 'control']";

export default {
  name: 'return-to-place',
  title: { en: 'Came back to the place', de: 'Wieder an den Ort gekommen' },
  summary: {
    en: 'How many people came back to the place of a decision within 7, 14 and 30 days: those who got the message against the control group. Counts whom the time is over for.',
    de: 'Wie viele Menschen innerhalb von 7, 14 und 30 Tagen an den Ort einer Entscheidung zurückkamen: wer die Nachricht bekam gegen die Kontrollgruppe. Zählt, für wen die Zeit vorüber ist.',
  },
  params: z.object(counting),
  // The first decision of a person at a place; a visit that began before it, or with it, is no return. Hashes stand for
  // people and places, and one number for the windows of a person in a group, a bit for each that is over and one for
  // each return: with texts and sets of people it takes ten times as long (bench: results).
  sql(given) {
    const params = given as Counting;
    return `
    WITH (SELECT toUnixTimestamp64Milli(max(at)) FROM results.visits) AS newest_at
    SELECT ${GROUPS}[one] AS \`group\`, count.1 AS within_days, count.2 AS people, count.3 AS returned
    FROM (
      SELECT one, arrayJoin([${WINDOWS.map(countWindow).join(', ')}]) AS count
      FROM (
        SELECT bitAnd(who, 1) + 1 AS one, groupBitOr(toUInt8(${WINDOWS.map(bitsOf).join(' + ')})) AS bits
        FROM (
          SELECT bitOr(bitShiftLeft(person, 1), toUInt64(bitAnd(first, 1))) AS who, bitShiftRight(first, 1) AS decided_at, came.came_at AS came_at
          FROM (
            SELECT cityHash64(place, customer) AS visitor, any(cityHash64(customer)) AS person,
              min(2 * toUnixTimestamp64Milli(assumeNotNull(at)) + (\`group\` = 'control')) AS first
            FROM results.decisions
            WHERE ${countedWhere(params)} AND place != '' AND \`group\` IN ${GROUPS}
            GROUP BY visitor
          ) AS chosen
          LEFT JOIN (
            SELECT cityHash64(place, customer) AS visitor, toUnixTimestamp64Milli(at) AS came_at
            FROM results.visits
            WHERE at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
          ) AS came ON came.visitor = chosen.visitor
        )
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
        { group: 'message', within_days: 7, people: 1, returned: 1 },
        { group: 'message', within_days: 14, people: 1, returned: 1 },
      ],
    },
  ],
} satisfies Query;

/** Two bits: the time is over, and the person came back within it. */
function bitsOf(days: number, index: number): string {
  const until = `decided_at + ${days * DAY_MS}`;
  const isOver = `(${until} <= newest_at)`;
  return `${isOver} * (${4 ** index} + ${2 * 4 ** index} * (came_at > decided_at AND came_at <= ${until}))`;
}

function countWindow(days: number, index: number): string {
  return `(${days}, countIf(bitAnd(bits, ${4 ** index}) > 0), countIf(bitAnd(bits, ${2 * 4 ** index}) > 0))`;
}
