import * as z from 'zod';
import { DAY_MS } from '../../../triggers/time/spans.ts';
import { instantOf, localDateOf, minuteOfDay } from '../../../triggers/time/zone.ts';
import { say } from '../../../triggers/words/say.ts';
import { type Counting, countedWhere, countingBy, FUNNEL_COLUMNS, funnelCounts, tellBy } from '../counts.ts';
import { columnsBy, namesBy } from '../facts.ts';
import { yesOrNo, zone } from '../query-params.ts';
import type { Query } from './contract.ts';

const BUCKETS = {
  hour: { at: 'toStartOfHour(at, {zone:String})', step: 'INTERVAL 1 HOUR' },
  day: { at: 'toDateTime(toDate(at, {zone:String}), {zone:String})', step: 'INTERVAL 1 DAY' },
  week: { at: 'toDateTime(toMonday(at, {zone:String}), {zone:String})', step: 'INTERVAL 1 WEEK' },
} as const;

/** A longer time is a period without a begin or an end: there is none before it. */
const LONGEST_BEFORE_MS = 800 * DAY_MS;

interface OverTime extends Counting {
  readonly from: number;
  readonly to: number;
  readonly zone: string;
  readonly bucket: keyof typeof BUCKETS;
  readonly before: boolean;
}

export default {
  name: 'results-over-time',
  title: { en: 'Results over time', de: 'Ergebnisse im Lauf der Zeit' },
  summary: {
    en: 'What became of decisions, by the hour, day or week in which they matched, on the clock of a zone; with the same time before, if asked; together, or by one or two facts.',
    de: 'Was aus Entscheidungen wurde, nach der Stunde, dem Tag oder der Woche, in der sie zutrafen, auf der Uhr einer Zone; auf Wunsch mit derselben Zeit davor; zusammen, oder nach einem oder zwei Umständen.',
  },
  params: z.object({
    ...countingBy,
    ...zone,
    bucket: say(
      z.enum(['hour', 'day', 'week']),
      { en: 'In steps of', de: 'In Schritten von' },
      {
        description: { en: 'How long one step is.', de: 'Wie lang ein Schritt ist.' },
        titles: {
          hour: { en: 'Hours', de: 'Stunden' },
          day: { en: 'Days', de: 'Tagen' },
          week: { en: 'Weeks', de: 'Wochen' },
        },
      },
    ).default('day'),
    before: yesOrNo(
      { en: 'With the time before', de: 'Mit der Zeit davor' },
      {
        en: 'Also the same length of time before the period.',
        de: 'Auch die gleich lange Zeit vor dem Zeitraum.',
      },
    ),
  }),
  sql(given) {
    const params = given as OverTime;
    const { by: facts = [], bucket, before, from, to } = params;
    const { at, step } = BUCKETS[bucket];
    const isBefore = before && to - from <= LONGEST_BEFORE_MS;
    const begin = isBefore ? 'beforeFrom' : 'from';
    return `
    SELECT is_before, toUnixTimestamp(bucket) * 1000 AS at, toUnixTimestamp(bucket + ${step}) * 1000 AS until,
      ${tellBy(facts)}${FUNNEL_COLUMNS.join(', ')}
    FROM (
      SELECT toBool(at < fromUnixTimestamp64Milli({from:Int64}, 'UTC')) AS is_before, ${at} AS bucket, ${columnsBy(facts)}${funnelCounts(params)}
      FROM results.decisions
      WHERE ${countedWhere(params).replace('{from:', `{${begin}:`)}
      GROUP BY ${['is_before', 'bucket', ...namesBy(facts)].join(', ')}
    )
    ORDER BY is_before, bucket${namesBy(facts)
      .map((name) => `, ${name}`)
      .join('')}`;
  },
  derive: (given) => periodBefore(given as OverTime),
  examples: [
    {
      params: { trigger: 'cart', bucket: 'hour', zone: 'Europe/Berlin' },
      gives: [
        {
          ...{ is_before: false, at: 1_767_639_600_000, until: 1_767_643_200_000, matched: 2, let_through: 2 },
          ...{ held_back: 0, sent: 1, delivered: 0, opened: 0, clicked: 0, converted: 0, value: 0 },
        },
      ],
    },
  ],
} satisfies Query;

/** Whole days before whole days, also across a change of the clock; else the same length of time. */
function periodBefore({ from, to, zone: on }: OverTime): Readonly<Record<string, unknown>> {
  const isWhole = minuteOfDay(on, from) === 0 && minuteOfDay(on, to) === 0;
  const dayOf = (at: number) => Date.parse(`${localDateOf(on, at)}T00:00:00Z`);
  const first = new Date(2 * dayOf(from) - dayOf(to)).toISOString().slice(0, 10);
  return { beforeFrom: Math.max(0, isWhole ? instantOf(on, first, 0) : 2 * from - to) };
}
