import * as z from 'zod';
import { OF_TRIGGER, period, trigger } from '../query-params.ts';
import type { Query } from './contract.ts';

const HOUR = 'toStartOfHour(at)';

export default {
  name: 'overview',
  summary: 'How many of each step there were, hour by hour.',
  params: z.object({ ...period, ...trigger }),
  // asks for nothing but what the table's projection counts, so it stays cheap over years
  sql: `
    SELECT toUnixTimestamp(${HOUR}) * 1000 AS hour, step, count() AS count
    FROM outcomes
    WHERE ${HOUR} >= toStartOfHour(fromUnixTimestamp64Milli({from:Int64}, 'UTC'))
      AND ${HOUR} < fromUnixTimestamp64Milli({to:Int64}, 'UTC') AND ${OF_TRIGGER}
    GROUP BY ${HOUR}, step
    ORDER BY hour, step
    LIMIT 50000`,
  examples: [{}, { from: 1_767_225_600_000 }],
} satisfies Query;
