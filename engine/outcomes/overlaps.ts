import * as z from 'zod';
import { say } from '../../triggers/words/say.ts';
import { havingFacts } from './facts.ts';
import { WITHIN } from './query-params.ts';

/*
 * TRIGGERS THAT WRITE TO THE SAME PEOPLE. Each message of a person is compared with those shortly before it, so that
 * the work grows with messages and not with their square: alpha at 0 h, gamma at 1 h and beta at 2 h are three pairs. A
 * trigger beside itself counts the people it wrote to. One number stands for a message, its time and below it its
 * trigger's place among the names, and one for a pair: with tuples of hashes it takes two to three times as long, and
 * with texts more still (bench: results).
 */

/** Of one person so many messages are compared. */
const MOST_MESSAGES = 1_000;
/** Each with so many before it. */
const MOST_BEFORE = 32;
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

const PAIR = pairOf(`least(${secondOf('a')}, ${secondOf('b')})`, `greatest(${secondOf('a')}, ${secondOf('b')})`);
const BEFORE = `arraySlice(sent, greatest(1, toInt32(nth) - ${MOST_BEFORE}), least(${MOST_BEFORE}, nth - 1))`;

/** The pairs of a person, each once, where decisions are grouped by their customer; `names` are `NAMES`. */
export const PAIRS_OF_PERSON = `arrayDistinct(arrayConcat(
              arrayMap(x -> ${pairOf(secondOf('x'), secondOf('x'))}, ${SENT} AS sent),
              arrayFlatten(arrayMap(
                (b, nth) -> arrayMap(
                  a -> ${PAIR},
                  arrayFilter(a -> ${firstOf('b')} - ${firstOf('a')} <= {hours:UInt32} * 3600000, ${BEFORE})
                ),
                sent, arrayEnumerate(sent)
              ))
            ))`;
