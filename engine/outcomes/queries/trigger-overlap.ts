import * as z from 'zod';
import { say } from '../../../triggers/words/say.ts';
import { filters, havingFacts } from '../facts.ts';
import { period, trigger, WITHIN } from '../query-params.ts';
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
    hours: say(
      z.coerce.number().int().min(1).max(720),
      { en: 'Within hours', de: 'Innerhalb von Stunden' },
      {
        description: {
          en: 'How far apart the two messages are at most.',
          de: 'Wie weit beide höchstens auseinander sind.',
        },
        kind: 'count',
        unit: 'h',
      },
    ).default(24),
  }),
  // of a person the pairs of neighbouring messages, so that the work grows with messages and not with their square
  sql: (params) => `
    SELECT pair.1 AS trigger, pair.2 AS other, pair.3 AS people,
      arrayFirst(one -> one.1 = trigger AND one.2 = '', counts).3 AS people_trigger,
      arrayFirst(one -> one.1 = other AND one.2 = '', counts).3 AS people_other
    FROM (
      SELECT groupArray((first, second, people)) AS counts
      FROM (
        SELECT one.1 AS first, one.2 AS second, count() AS people
        FROM (
          SELECT arraySort(x -> x.2, groupArray(200)((toString(trigger), toUnixTimestamp64Milli(sent_at)))) AS sent,
            arrayJoin(arrayDistinct(arrayConcat(
              arrayMap(x -> (x.1, ''), sent),
              arrayFilter(p -> p.1 != p.2, arrayMap(
                (a, b) -> if(b.2 - a.2 <= {hours:UInt32} * 3600000, (least(a.1, b.1), greatest(a.1, b.1)), ('', '')),
                arrayPopBack(sent), arrayPopFront(sent)
              ))
            ))) AS one
          FROM results.decisions
          WHERE ${WITHIN} AND ${havingFacts(params)} AND isNotNull(sent_at)
          GROUP BY customer
        )
        GROUP BY first, second
      )
    )
    ARRAY JOIN arrayFilter(one -> one.2 != '', counts) AS pair
    WHERE {trigger:String} = '' OR pair.1 = {trigger:String} OR pair.2 = {trigger:String}
    ORDER BY people DESC, trigger, other`,
  examples: [
    { params: {}, gives: [{ trigger: 'cart', other: 'rainy', people: 1, people_trigger: 1, people_other: 1 }] },
  ],
} satisfies Query;
