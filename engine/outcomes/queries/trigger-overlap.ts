import * as z from 'zod';
import { say } from '../../../triggers/words/say.ts';
import { filters, havingFacts } from '../facts.ts';
import { period, trigger, WITHIN } from '../query-params.ts';
import type { Query } from './contract.ts';

/** Of one person so many messages are compared. */
const MOST_MESSAGES = 1_000;

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
  // Of a person the pairs of neighbouring messages, so that the work grows with messages and not with their square; a
  // trigger beside itself counts the people it wrote to. Hashes stand for customers and triggers: with their texts it
  // takes three times as long, and so do two readings for pairs and for people (bench: results).
  sql: (params) => `
    WITH (
      SELECT groupUniqArray(toString(trigger)) FROM results.decisions
      WHERE ${WITHIN} AND ${havingFacts(params)} AND isNotNull(sent_at)
    ) AS names, arrayMap(name -> cityHash64(name), names) AS hashes
    SELECT transform(pair.1.1, hashes, names, '') AS trigger, transform(pair.1.2, hashes, names, '') AS other, pair.2 AS people,
      own.2[indexOf(own.1, (pair.1.1, pair.1.1))] AS people_trigger, own.2[indexOf(own.1, (pair.1.2, pair.1.2))] AS people_other
    FROM (
      SELECT groupArray((one, counted)) AS all, arrayFilter(x -> x.1.1 = x.1.2, all) AS own,
        arrayJoin(arrayFilter(x -> x.1.1 != x.1.2, all)) AS pair
      FROM (
        SELECT one, count() AS counted
        FROM (
          SELECT arraySort(groupArray(${MOST_MESSAGES})((toUnixTimestamp64Milli(sent_at), cityHash64(toString(trigger))))) AS sent,
            arrayJoin(arrayConcat(
              arrayMap(hash -> (hash, hash), arrayDistinct(sent.2)),
              arrayDistinct(arrayFilter(p -> p.1 != p.2, arrayMap(
                (a, b) -> if(b.1 - a.1 <= {hours:UInt32} * 3600000, (least(a.2, b.2), greatest(a.2, b.2)), (toUInt64(0), toUInt64(0))),
                arrayPopBack(sent), arrayPopFront(sent)
              )))
            )) AS one
          FROM results.decisions
          WHERE ${WITHIN} AND ${havingFacts(params)} AND isNotNull(sent_at)
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
