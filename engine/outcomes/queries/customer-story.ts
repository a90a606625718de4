import * as z from 'zod';
import { period, WITHIN } from '../query-params.ts';
import type { Query } from './contract.ts';

export default {
  name: 'customer-story',
  summary:
    'Everything that happened to one customer, signals and outcomes, in the order it was recorded; the newest when it is long.',
  params: z.object({
    customer: z.string().min(1).max(128).describe('The customer’s id.'),
    most: z.coerce.number().int().min(1).max(5_000).default(1_000).describe('How many rows at most.'),
    ...period,
  }),
  sql: `
    SELECT toUnixTimestamp64Milli(at) AS at, type, what, signal, decision, trigger, version, channel, provider, place, gate,
      reason, attempt, round(elapsed_ms, 3) AS elapsed_ms, value
    FROM (
      SELECT * FROM (
        SELECT at, 'signal' AS type, kind AS what, id AS signal, '' AS decision, '' AS trigger, 0 AS version, '' AS channel,
          '' AS provider, '' AS place, '' AS gate, if(late, 'late', '') AS reason, 0 AS attempt, 0. AS elapsed_ms, value,
          stored_at, seq, shard, row
        FROM signals
        WHERE customer = {customer:String} AND ${WITHIN}
        UNION ALL
        SELECT at, 'outcome' AS type, step AS what, signal, decision, trigger, version, channel, provider, place, gate, reason,
          attempt, elapsed_ms, '' AS value, stored_at, seq, shard, row
        FROM outcomes
        WHERE customer = {customer:String} AND ${WITHIN}
      )
      ORDER BY stored_at DESC, seq DESC, shard DESC, row DESC
      LIMIT {most:UInt32}
    )
    ORDER BY stored_at, seq, shard, row`,
  examples: [{ customer: 'ann' }, { customer: 'ann', most: '10' }],
} satisfies Query;
