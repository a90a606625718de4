import * as z from 'zod';
import type { Query } from './contract.ts';

export default {
  name: 'message',
  summary: 'One decision’s life: every step of it and of its delivery, in the order they were recorded.',
  params: z.object({
    decision: z.string().min(1).max(128).describe('The decision’s id, which is its message’s id too.'),
  }),
  sql: `
    SELECT step, toUnixTimestamp64Milli(at) AS at, toUnixTimestamp64Milli(wall_at) AS wall_at, round(elapsed_ms, 3) AS elapsed_ms,
      customer, signal, trigger, version, channel, provider, place, gate, reason, attempt
    FROM outcomes
    WHERE decision = {decision:String}
    ORDER BY stored_at, seq, row
    LIMIT 1000`,
  examples: [{ decision: 'd1' }],
} satisfies Query;
