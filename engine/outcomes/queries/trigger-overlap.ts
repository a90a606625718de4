import * as z from 'zod';
import { filters } from '../facts.ts';
import { firstOf, hoursApart, NAMES, PAIRS_OF_PERSON, pairOf, secondOf, sentWhere } from '../overlaps.ts';
import { period, trigger } from '../query-params.ts';
import type { Query } from './contract.ts';

export default {
  name: 'trigger-overlap',
  title: { en: 'Overlap of triggers', de: 'Überschneidung von Auslösern' },
  summary: {
    en: 'Pairs of triggers that wrote to the same people within some hours: how many people got both, and how many each of the two.',
    de: 'Paare von Auslösern, die denselben Menschen innerhalb einiger Stunden schrieben: wie viele beide bekamen, und wie viele jeden der zwei.',
  },
  params: z.object({
    ...period,
    ...trigger,
    ...filters,
    ...hoursApart,
  }),
  sql: (params) => `
    WITH ${NAMES} AS names
    SELECT names[${firstOf('pair.1')}] AS trigger, names[${secondOf('pair.1')}] AS other, pair.2 AS people,
      own.2[indexOf(own.1, ${pairOf(firstOf('pair.1'), firstOf('pair.1'))})] AS people_trigger,
      own.2[indexOf(own.1, ${pairOf(secondOf('pair.1'), secondOf('pair.1'))})] AS people_other
    FROM (
      SELECT groupArray((one, counted)) AS all, arrayFilter(x -> ${firstOf('x.1')} = ${secondOf('x.1')}, all) AS own,
        arrayJoin(arrayFilter(x -> ${firstOf('x.1')} != ${secondOf('x.1')}, all)) AS pair
      FROM (
        SELECT one, count() AS counted
        FROM (
          SELECT arrayJoin(${PAIRS_OF_PERSON}) AS one
          FROM results.decisions
          WHERE ${sentWhere(params)}
          GROUP BY cityHash64(customer)
        )
        GROUP BY one
      )
    )
    WHERE {trigger:String} = '' OR trigger = {trigger:String} OR other = {trigger:String}
    ORDER BY people DESC, trigger, other`,
  examples: [
    { params: {}, gives: [{ trigger: 'cart', other: 'rainy', people: 1, people_trigger: 1, people_other: 1 }] },
  ],
} satisfies Query;
