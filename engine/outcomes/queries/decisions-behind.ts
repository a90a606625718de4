import * as z from 'zod';
import type { Words } from '../../../triggers/words/contract.ts';
import { say } from '../../../triggers/words/say.ts';
import {
  ageAtSending,
  COUNTED_STEP_WORDS,
  COUNTED_STEPS,
  type CountedStep,
  type Counting,
  countedWhere,
  counting,
  reaches,
} from '../counts.ts';
import { listDecisions } from '../list-decisions.ts';
import { wentOn } from '../next-messages.ts';
import { skip, yesOrNo } from '../query-params.ts';
import type { Query } from './contract.ts';

interface Behind extends Counting {
  readonly step: CountedStep;
  readonly next_channel: string;
}

const age = (title: Words, description: Words) =>
  say(z.coerce.number().int().min(0).max(1e12), title, { description, unit: 'ms' }).default(0);

const text = (most: number) => z.string().max(most);

export default {
  name: 'decisions-behind',
  isPersonal: true,
  isMaskable: true,
  title: { en: 'Decisions behind a number', de: 'Entscheidungen hinter einer Zahl' },
  summary: {
    en: 'The decisions that a number of the other questions about results counts: those of the same period and facts that came to a step, or that a sending rule held back; the newest first, page by page.',
    de: 'Die Entscheidungen, die eine Zahl der anderen Fragen nach Ergebnissen zählt: die desselben Zeitraums und derselben Umstände, die zu einem Schritt kamen oder die eine Versandregel zurückhielt; die neuesten zuerst, Seite für Seite.',
  },
  params: z.object({
    ...counting,
    step: say(
      z.enum(COUNTED_STEPS as readonly [CountedStep, ...CountedStep[]]),
      { en: 'Step', de: 'Schritt' },
      {
        description: { en: 'Only those that came so far.', de: 'Nur die, die so weit kamen.' },
        titles: COUNTED_STEP_WORDS,
      },
    ).default('matched'),
    gate: say(
      text(60),
      { en: 'Sending rule', de: 'Versandregel' },
      {
        description: {
          en: 'Only those that it held back; empty: all.',
          de: 'Nur die, die sie zurückhielt; leer: alle.',
        },
      },
    ).default(''),
    code: say(
      text(60),
      { en: 'Reason', de: 'Grund' },
      { description: { en: 'Only those with this code; empty: all.', de: 'Nur die mit diesem Kode; leer: alle.' } },
    ).default(''),
    args: say(
      text(500),
      { en: 'Particulars of the reason', de: 'Angaben des Grundes' },
      {
        description: {
          en: 'Only those with these particulars, as JSON, such as those of one message limit; empty: all.',
          de: 'Nur die mit diesen Angaben, als JSON, etwa denen einer Kontaktgrenze; leer: alle.',
        },
      },
    ).default(''),
    alone: yesOrNo(
      { en: 'By one rule alone', de: 'Von einer Regel allein' },
      {
        en: 'Only those that every other sending rule would have let through.',
        de: 'Nur die, die jede andere Versandregel durchgelassen hätte.',
      },
    ),
    age_from: age(
      { en: 'Moment older than', de: 'Moment älter als' },
      {
        en: 'Only sent messages whose moment was at least so old when they left, in milliseconds.',
        de: 'Nur gesendete Nachrichten, deren Moment beim Versand mindestens so alt war, in Millisekunden.',
      },
    ),
    age_until: age(
      { en: 'Moment younger than', de: 'Moment jünger als' },
      {
        en: 'Only sent messages whose moment was younger when they left, in milliseconds; 0: however old.',
        de: 'Nur gesendete Nachrichten, deren Moment beim Versand jünger war, in Millisekunden; 0: gleich wie alt.',
      },
    ),
    next_channel: say(
      text(60),
      { en: 'Next channel', de: 'Nächster Kanal' },
      {
        description: {
          en: 'Only those whose message went on by this channel, and came to the step there; empty: all.',
          de: 'Nur die, deren Nachricht über diesen Kanal weiterging und dort so weit kam; leer: alle.',
        },
        kind: 'channel',
      },
    ).default(''),
    ...skip,
  }),
  sql: (given) =>
    listDecisions(`
      SELECT day, key
      FROM results.decisions AS d
      WHERE ${whereOf(given as Behind)}
      ORDER BY d.at DESC, key
      LIMIT {limit:UInt32} OFFSET {skip:UInt32}`),
  count: (given) => `SELECT count() AS of FROM results.decisions AS d WHERE ${whereOf(given as Behind)}`,
  examples: [
    {
      params: { step: 'converted' },
      gives: [
        {
          ...{ at: 1_767_636_000_000, decision: 'd1', customer: 'ann', signal: 's1', trigger: 'rainy', version: 1 },
          ...{
            group: 'message',
            device_form: 'phone',
            device_system: 'ios',
            weather: 'rain',
            temperature_band: '0-10',
          },
          ...{ hour: 19, weekday: 1, country: 'DE', cell: '51.05 13.74', place: 'store' },
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

function whereOf(params: Behind): string {
  const cameTo = params.next_channel === '' ? reaches(params.step, params) : wentOn(params.step, params);
  return `${countedWhere(params, 'd.')} AND ${cameTo}
      AND ({gate:String} = '' OR (gate = {gate:String} AND isNotNull(held_at))) AND ({code:String} = '' OR code = {code:String})
      AND ({args:String} = '' OR d.args = {args:String})
      AND (NOT {alone:Bool} OR alone)
      AND ({age_from:UInt64} + {age_until:UInt64} = 0 OR (isNotNull(sent_at) AND ${ageAtSending('d.')} >= {age_from:UInt64}
        AND ({age_until:UInt64} = 0 OR ${ageAtSending('d.')} < {age_until:UInt64})))`;
}
