import * as z from 'zod';
import { say } from '../../../triggers/words/say.ts';
import { type Counting, countedWhere, counting } from '../counts.ts';
import { zone } from '../query-params.ts';
import type { Query } from './contract.ts';

const STEPS = { 'signal-age': 'signal_age_ms', matched: 'matched_ms', queued: 'queued_ms', sent: 'sent_ms' };
/** To within half a hundredth: exact ones cost several times as much (bench: results). */
const MEASURED = Object.entries(STEPS).map(
  ([step, took]) => `('${step}', count(${took}), quantilesBFloat16(0.5, 0.95, 0.99)(${took}))`,
);
const ALONG = {
  hour: 'toUnixTimestamp(toStartOfHour(at, {zone:String})) * 1000 AS hour',
  day: 'toUnixTimestamp(toDateTime(toDate(at, {zone:String}), {zone:String})) * 1000 AS day_at',
  channel: 'channel',
} as const;
const COLUMNS = { hour: 'hour', day: 'day_at', channel: 'channel' } as const;

export default {
  name: 'latency-over-time',
  title: { en: 'Speed over time', de: 'Geschwindigkeit im Lauf der Zeit' },
  summary: {
    en: 'How old signals were when they were decided on, and milliseconds from their receipt to the match, the queue and the provider: median, 95 and 99 of a hundred, by the hour, the day or the channel.',
    de: 'Wie alt Signale bei der Entscheidung waren, und Millisekunden von ihrem Empfang bis zum Treffer, zur Warteschlange und zum Anbieter: Median, 95 und 99 von hundert, nach Stunde, Tag oder Kanal.',
  },
  params: z.object({
    ...counting,
    ...zone,
    along: say(
      z.enum(['hour', 'day', 'channel']),
      { en: 'Along', de: 'Entlang' },
      {
        description: { en: 'What the answer has a row for.', de: 'Wofür die Antwort je eine Zeile hat.' },
        titles: {
          hour: { en: 'Hours', de: 'Stunden' },
          day: { en: 'Days', de: 'Tage' },
          channel: { en: 'Channels', de: 'Kanäle' },
        },
      },
    ).default('hour'),
  }),
  sql(given) {
    const params = given as Counting & { readonly along: keyof typeof ALONG };
    const column = COLUMNS[params.along];
    return `
    SELECT one.1 AS step, ${column}, one.2 AS count, round(one.3[1], 3) AS p50, round(one.3[2], 3) AS p95, round(one.3[3], 3) AS p99
    FROM (
      SELECT ${ALONG[params.along]}, [${MEASURED.join(', ')}] AS steps
      FROM results.decisions
      WHERE ${countedWhere(params)}
      GROUP BY ${column}
    )
    ARRAY JOIN steps AS one
    WHERE count > 0
    ORDER BY ${column}, indexOf(['signal-age', 'matched', 'queued', 'sent'], step)`;
  },
  examples: [
    {
      params: { trigger: 'rainy', along: 'channel', weather: 'rain' },
      gives: [
        { step: 'signal-age', channel: 'email', count: 1, p50: 0, p95: 0, p99: 0 },
        { step: 'matched', channel: 'email', count: 1, p50: 1, p95: 1, p99: 1 },
        { step: 'queued', channel: 'email', count: 1, p50: 3, p95: 3, p99: 3 },
        { step: 'sent', channel: 'email', count: 1, p50: 50, p95: 50, p99: 50 },
        { step: 'signal-age', channel: 'in-app', count: 1, p50: 0, p95: 0, p99: 0 },
        { step: 'matched', channel: 'in-app', count: 1, p50: 2, p95: 2, p99: 2 },
      ],
    },
  ],
} satisfies Query;
