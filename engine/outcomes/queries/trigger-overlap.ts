import * as z from 'zod';
import { say } from '../../../triggers/words/say.ts';
import { filters, havingFacts } from '../facts.ts';
import { period, trigger, WITHIN } from '../query-params.ts';
import type { Query } from './contract.ts';

/** Of one person so many messages are compared. */
const MOST_MESSAGES = 1_000;
/** A place among a million names; the time above it has the other bits. */
const PLACE_BITS = 20;
const firstOf = (packed: string) => `bitShiftRight(${packed}, ${PLACE_BITS})`;
const secondOf = (packed: string) => `bitAnd(${packed}, ${2 ** PLACE_BITS - 1})`;
const pairOf = (first: string, second: string) => `(bitShiftLeft(toUInt64(${first}), ${PLACE_BITS}) + ${second})`;

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
  // trigger beside itself counts the people it wrote to. One number stands for a message, its time and below it its
  // trigger's place among the names, and one for a pair: with tuples of hashes it takes two to three times as long, and
  // with texts more still (bench: results).
  sql: (params) => `
    WITH (
      SELECT arraySort(groupUniqArray(toString(trigger))) FROM results.decisions
      WHERE ${WITHIN} AND ${havingFacts(params)} AND isNotNull(sent_at)
    ) AS names
    SELECT names[${firstOf('pair.1')}] AS trigger, names[${secondOf('pair.1')}] AS other, pair.2 AS people,
      own.2[indexOf(own.1, ${pairOf(firstOf('pair.1'), firstOf('pair.1'))})] AS people_trigger,
      own.2[indexOf(own.1, ${pairOf(secondOf('pair.1'), secondOf('pair.1'))})] AS people_other
    FROM (
      SELECT groupArray((one, counted)) AS all, arrayFilter(x -> ${firstOf('x.1')} = ${secondOf('x.1')}, all) AS own,
        arrayJoin(arrayFilter(x -> ${firstOf('x.1')} != ${secondOf('x.1')}, all)) AS pair
      FROM (
        SELECT one, count() AS counted
        FROM (
          SELECT arraySort(groupArray(${MOST_MESSAGES})(bitOr(
              bitShiftLeft(toUInt64(toUnixTimestamp64Milli(sent_at)), ${PLACE_BITS}),
              toUInt64(transform(toString(trigger), names, arrayEnumerate(names), 0))
            ))) AS sent,
            arrayJoin(arrayDistinct(arrayConcat(
              arrayMap(x -> ${pairOf(secondOf('x'), secondOf('x'))}, sent),
              arrayFilter(p -> p != 0, arrayMap(
                (a, b) -> if(${firstOf('b')} - ${firstOf('a')} <= {hours:UInt32} * 3600000,
                  ${pairOf(`least(${secondOf('a')}, ${secondOf('b')})`, `greatest(${secondOf('a')}, ${secondOf('b')})`)}, 0),
                arrayPopBack(sent), arrayPopFront(sent)
              ))
            ))) AS one
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
