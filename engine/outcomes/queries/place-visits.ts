import * as z from 'zod';
import { say } from '../../../triggers/words/say.ts';
import { period, WITHIN } from '../query-params.ts';
import type { Query } from './contract.ts';

export default {
  name: 'place-visits',
  title: { en: 'Visits to a place', de: 'Besuche eines Ortes' },
  summary: {
    en: 'How often customers came into a place, how many of them, and the last time.',
    de: 'Wie oft Kunden an einen Ort kamen, wie viele es waren, und wann zuletzt.',
  },
  params: z.object({
    place: say(
      z.string().min(1).max(200),
      { en: 'Place', de: 'Ort' },
      { description: { en: 'A place, by its id.', de: 'Ein Ort, nach seiner Kennung.' }, kind: 'place' },
    ),
    ...period,
  }),
  // after a restore a row may be there twice: a signal counts once
  sql: `
    SELECT uniqExact(cityHash64(customer, id)) AS visits, uniqExact(customer) AS people,
      max(toUnixTimestamp64Milli(at)) AS last_at
    FROM signals
    WHERE notEmpty(moves) AND ${WITHIN} AND has(JSONExtract(moves, 'Array(String)'), concat('enter ', {place:String}))
    HAVING visits > 0`,
  examples: [{ params: { place: 'store' }, gives: [{ visits: 2, people: 1, last_at: 1_767_895_200_000 }] }],
} satisfies Query;
