import * as z from 'zod';
import { say } from '../../triggers/words/say.ts';
import { havingFacts } from './facts.ts';
import { WITHIN } from './query-params.ts';

/*
 * TRIGGERS THAT WRITE TO THE SAME PEOPLE. Of a person the pairs of neighbouring messages count, so that the work grows
 * with messages and not with their square; a trigger beside itself counts the people it wrote to. One number stands for
 * a message, its time and below it its trigger's place among the names, and one for a pair: with tuples of hashes it
 * takes two to three times as long, and with texts more still (bench: results).
 */

/** Of one person so many messages are compared. */
const MOST_MESSAGES = 1_000;
/** A place among a million names; the time above it has the other bits. */
const PLACE_BITS = 20;
export const firstOf = (packed: string) => `bitShiftRight(${packed}, ${PLACE_BITS})`;
export const secondOf = (packed: string) => `bitAnd(${packed}, ${2 ** PLACE_BITS - 1})`;
export const pairOf = (first: string, second: string) =>
  `(bitShiftLeft(toUInt64(${first}), ${PLACE_BITS}) + ${second})`;

/** How far apart two messages are at most. */
export const hoursApart = {
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
};

type Params = Readonly<Record<string, unknown>>;

/** The condition for decisions whose messages are compared. */
export function sentWhere(params: Params): string {
  return `${WITHIN} AND ${havingFacts(params)} AND isNotNull(sent_at)`;
}

/** The names of all triggers, for WITH … AS names; those that wrote to nobody have a place that no message names. */
export const NAMES = '(SELECT arraySort(groupUniqArray(toString(trigger))) FROM results.decisions AS any_rows)';

const SENT = `arraySort(groupArray(${MOST_MESSAGES})(bitOr(
              bitShiftLeft(toUInt64(toUnixTimestamp64Milli(sent_at)), ${PLACE_BITS}),
              toUInt64(transform(toString(trigger), names, arrayEnumerate(names), 0))
            )))`;

/** The pairs of a person, each once, where decisions are grouped by their customer; `names` are `NAMES`. */
export const PAIRS_OF_PERSON = `arrayDistinct(arrayConcat(
              arrayMap(x -> ${pairOf(secondOf('x'), secondOf('x'))}, ${SENT} AS sent),
              arrayFilter(p -> p != 0, arrayMap(
                (a, b) -> if(${firstOf('b')} - ${firstOf('a')} <= {hours:UInt32} * 3600000,
                  ${pairOf(`least(${secondOf('a')}, ${secondOf('b')})`, `greatest(${secondOf('a')}, ${secondOf('b')})`)}, 0),
                arrayPopBack(sent), arrayPopFront(sent)
              ))
            ))`;
