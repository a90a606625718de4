import * as z from 'zod';
import { period, WITHIN } from '../query-params.ts';
import type { Query } from './contract.ts';

export default {
  name: 'place-visits',
  summary: 'How often customers came into a place, how many of them, and the last time.',
  params: z.object({ place: z.string().min(1).max(200).describe('A place, by its id.'), ...period }),
  // after a restore a row may be there twice: a signal counts once
  sql: `
    SELECT uniqExact(cityHash64(customer, id)) AS visits, uniqExact(customer) AS people,
      max(toUnixTimestamp64Milli(at)) AS last_at
    FROM signals
    WHERE moves != '' AND ${WITHIN} AND has(JSONExtract(moves, 'Array(String)'), concat('enter ', {place:String}))
    HAVING visits > 0`,
  examples: [{ params: { place: 'store' }, gives: [{ visits: 1, people: 1, last_at: 1_767_636_000_000 }] }],
} satisfies Query;
