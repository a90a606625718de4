import * as z from 'zod';
import { OF_TRIGGER, period, trigger } from '../query-params.ts';
import { JOINED_WHILE_READ } from '../settled-decisions.ts';
import type { Query } from './contract.ts';

const HOUR = 'toStartOfHour(at)';
const OF_PERIOD = `${HOUR} >= toStartOfHour(fromUnixTimestamp64Milli({from:Int64}, 'UTC'))
        AND ${HOUR} < fromUnixTimestamp64Milli({to:Int64}, 'UTC') AND ${OF_TRIGGER}`;

const QUEUED = `queued_at >= toStartOfHour(fromUnixTimestamp64Milli({from:Int64}, 'UTC'))
        AND queued_at < toStartOfHour(fromUnixTimestamp64Milli({to:Int64}, 'UTC') + INTERVAL 3599999 MILLISECOND)`;

export default {
  name: 'overview',
  title: { en: 'Steps by the hour', de: 'Schritte nach Stunde' },
  summary: {
    en: 'How many of each step there were, hour by hour.',
    de: 'Wie viele von jedem Schritt es gab, Stunde für Stunde.',
  },
  params: z.object({ ...period, ...trigger }),
  // asks for nothing but what the table's projection counts, so it stays cheap over years; of being queued earlier
  // releases may have told twice, so that is counted by decision, where it came first
  sql: `
    SELECT toUnixTimestamp(hour) * 1000 AS hour, step, count
    FROM (
      SELECT ${HOUR} AS hour, step, count() AS count
      FROM outcomes
      WHERE ${OF_PERIOD} AND step != 'queued' AND NOT startsWith(step, 'team-') AND NOT startsWith(step, 'reply-')
      GROUP BY ${HOUR}, step
      UNION ALL
      SELECT toStartOfHour(assumeNotNull(queued_at)) AS hour, 'queued' AS step, count() AS count
      FROM ${JOINED_WHILE_READ}
      WHERE ${QUEUED} AND ${OF_TRIGGER}
      GROUP BY hour
    )
    ORDER BY hour, step`,
  examples: [
    {
      params: { trigger: 'cart' },
      gives: [
        { hour: 1_767_639_600_000, step: 'failed', count: 1 },
        { hour: 1_767_639_600_000, step: 'matched', count: 2 },
        { hour: 1_767_639_600_000, step: 'queued', count: 1 },
        { hour: 1_767_639_600_000, step: 'sent', count: 2 },
      ],
    },
  ],
} satisfies Query;
