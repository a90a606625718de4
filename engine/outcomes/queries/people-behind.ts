import * as z from 'zod';
import { say } from '../../../triggers/words/say.ts';
import { type Counting, counting } from '../counts.ts';
import { type Exposed, exposedOf, goal, triggers } from '../exposures.ts';
import { listAndCount, ONE_NUMBER } from '../list-decisions.ts';
import { hoursApart, NAMES, PAIRS_OF_PERSON, pairOf, sentWhere } from '../overlaps.ts';
import { skip, yesOrNo } from '../query-params.ts';
import { cameWithin, hasPassed, RETURN_DAYS, RETURN_GROUPS, returnsOf } from '../returns.ts';
import type { Query } from './contract.ts';

type Behind =
  | (Exposed & { readonly of: 'effect' })
  | (Counting &
      (
        | { readonly of: 'overlap' }
        | {
            readonly of: 'return';
            readonly days: number;
            readonly returned: boolean;
            readonly in_group: (typeof RETURN_GROUPS)[number];
          }
      ));

export default {
  name: 'people-behind',
  isPersonal: true,
  isMaskable: true,
  title: { en: 'People behind a number', de: 'Menschen hinter einer Zahl' },
  summary: {
    en: 'The people that trigger-overlap, return-to-place or an effect counts, each with one decision: the newest message of the two triggers, the first decision at the place that was followed by the return, or the first one of the compared period.',
    de: 'Die Menschen, die trigger-overlap, return-to-place oder eine Wirkung zählt, jeder mit einer Entscheidung: der neuesten Nachricht der zwei Auslöser, der ersten Entscheidung an dem Ort, auf die die Rückkehr folgte, oder der ersten des verglichenen Zeitraums.',
  },
  params: z.object({
    ...counting,
    of: say(
      z.enum(['overlap', 'return', 'effect']),
      { en: 'What is counted', de: 'Was gezählt wird' },
      {
        description: { en: 'The question that the number is of.', de: 'Die Frage, von der die Zahl ist.' },
        titles: {
          overlap: { en: 'Overlap of triggers', de: 'Überschneidung von Auslösern' },
          return: { en: 'Came back to the place', de: 'Wieder an den Ort gekommen' },
          effect: { en: 'Message against control group', de: 'Nachricht gegen Kontrollgruppe' },
        },
      },
    ),
    other: say(
      z.string().max(200),
      { en: 'Other trigger', de: 'Anderer Auslöser' },
      {
        description: {
          en: 'Of an overlap: the second trigger; empty: all whom the trigger wrote to.',
          de: 'Bei einer Überschneidung: der zweite Auslöser; leer: alle, denen der Auslöser schrieb.',
        },
        kind: 'trigger',
      },
    ).default(''),
    ...hoursApart,
    days: say(
      z.coerce.number().refine((days) => (RETURN_DAYS as readonly number[]).includes(days), {
        message: `expected ${RETURN_DAYS.join(', ')}`,
      }),
      { en: 'Within days', de: 'Innerhalb von Tagen' },
      {
        description: {
          en: 'Of a return: 7, 14 or 30 days, which must be over.',
          de: 'Bei einer Rückkehr: 7, 14 oder 30 Tage, die vorüber sein müssen.',
        },
        kind: 'count',
        unit: 'd',
      },
    ).default(7),
    returned: yesOrNo(
      { en: 'Came back', de: 'Kam zurück' },
      { en: 'Of a return: only who came back.', de: 'Bei einer Rückkehr: nur, wer zurückkam.' },
    ),
    in_group: say(
      z.enum(RETURN_GROUPS),
      { en: 'In the group', de: 'In der Gruppe' },
      {
        description: {
          en: 'Of a return or an effect: who got the message, or the control group.',
          de: 'Bei einer Rückkehr oder Wirkung: wer die Nachricht bekam, oder die Kontrollgruppe.',
        },
        titles: {
          message: { en: 'Message', de: 'Nachricht' },
          control: { en: 'Control group', de: 'Kontrollgruppe' },
        },
      },
    ).default('message'),
    ...goal,
    ...triggers,
    in_variant: say(
      z.string().max(200),
      { en: 'Of the variant', de: 'Von der Variante' },
      {
        description: {
          en: 'Of an effect: only who got this template; empty: all.',
          de: 'Bei einer Wirkung: nur, wer diese Vorlage bekam; leer: alle.',
        },
        kind: 'template',
      },
    ).default(''),
    converted: yesOrNo(
      { en: 'Reached the goal', de: 'Erreichte das Ziel' },
      { en: 'Of an effect: only who reached the goal.', de: 'Bei einer Wirkung: nur, wer das Ziel erreichte.' },
    ),
    ...skip,
  }),
  sql: (given) => listAndCount(chosenOf(given as Behind)),
  countsInRows: true,
  count: (given) => `SELECT count() AS of FROM (${chosenOf(given as Behind)})`,
  examples: [
    {
      params: { of: 'return', days: 7, returned: true },
      gives: [
        {
          ...{ at: 1_767_636_000_000, decision: 'd1', customer: 'ann', signal: 's1', trigger: 'rainy', version: 1 },
          ...{ group: 'message', device_form: 'phone', device_system: 'ios', weather: 'rain' },
          ...{ temperature_band: '0-10', hour: 19, weekday: 1, country: 'DE', cell: '51.05 13.74', place: 'store' },
          ...{ place_tags: ['centre', 'store'], purpose: 'offers', channel: 'email', provider: 'smtp' },
          ...{ template: 'shelter', locale: 'de', variant: '', signal_age_ms: 0, held_at: null, deferred_at: null },
          ...{ queued_at: 1_767_636_000_000, sent_at: 1_767_636_060_000, delivered_at: 1_767_636_060_000 },
          ...{ opened_at: 1_767_636_120_000, clicked_at: 1_767_636_180_000, replied_at: null, bounced_at: null },
          ...{ complained_at: null, expired_at: null, failed_at: null, uncertain_at: null },
          ...{ converted_at: 1_767_641_700_000, gate: '', code: '', args: {}, alone: false, goal: 'order', value: 40 },
        },
      ],
    },
  ],
} satisfies Query;

/** A SELECT of `one` for each person: a decision as one number. */
function chosenOf(params: Behind): string {
  if (params.of === 'effect') return exposedOf(params);
  if (params.of === 'return') {
    const counts = `${hasPassed(params.days)}${params.returned ? ` AND ${cameWithin(params.days)}` : ''}`;
    return `
        SELECT minIf(decision, ${counts}) AS one
        FROM ${returnsOf(params, true)}
        WHERE bitAnd(who, 1) = ${RETURN_GROUPS.indexOf(params.in_group)}
        GROUP BY who
        HAVING max(${counts})`;
  }
  const place = (name: string) => `indexOf(names, ${name})`;
  const both = [place('{trigger:String}'), place('second')] as const;
  return `
        WITH ${NAMES} AS names, if({other:String} = '', {trigger:String}, {other:String}) AS second
        SELECT argMaxIf(${ONE_NUMBER}, sent_at, toString(trigger) IN ({trigger:String}, second)) AS one
        FROM results.decisions
        WHERE ${sentWhere(params)} AND cityHash64(customer) IN (
          SELECT cityHash64(customer) FROM results.decisions WHERE ${sentWhere(params)} AND trigger = {trigger:String}
        )
        GROUP BY cityHash64(customer)
        HAVING ${both[0]} > 0 AND ${both[1]} > 0 AND has(${PAIRS_OF_PERSON}, ${pairOf(`least(${both.join(', ')})`, `greatest(${both.join(', ')})`)})`;
}
