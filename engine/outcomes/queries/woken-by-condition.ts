import * as z from 'zod';
import { OF_TRIGGER, period, trigger } from '../query-params.ts';
import type { Query } from './contract.ts';

export default {
  name: 'woken-by-condition',
  title: { en: 'Woken and not matched', de: 'Geweckt und nicht gepasst' },
  summary: {
    en: 'Which condition of a trigger said no, or unknown, to what woke it, and how often; counted by whole hours.',
    de: 'Welche Bedingung eines Auslösers zu dem, was ihn weckte, Nein sagte oder es nicht wusste, und wie oft; gezählt in ganzen Stunden.',
  },
  params: z.object({ ...period, ...trigger }),
  sql: `
    SELECT trigger, condition, answer, sum(counted.count) AS count, any(woke.woken) AS woken
    FROM results.woken AS counted
    LEFT JOIN (
      SELECT trigger, sum(count) AS woken FROM results.woken
      WHERE condition = '' AND hour >= toStartOfHour(fromUnixTimestamp64Milli({from:Int64}, 'UTC'))
        AND hour < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
      GROUP BY trigger
    ) AS woke USING (trigger)
    WHERE condition != '' AND ${OF_TRIGGER} AND hour >= toStartOfHour(fromUnixTimestamp64Milli({from:Int64}, 'UTC'))
      AND hour < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
    GROUP BY trigger, condition, answer
    ORDER BY count DESC, trigger, condition, answer`,
  examples: [
    {
      params: { trigger: 'rainy' },
      gives: [
        { trigger: 'rainy', condition: 'weather.condition', answer: 'no', count: 3, woken: 10 },
        { trigger: 'rainy', condition: 'weather.condition', answer: 'unknown', count: 1, woken: 10 },
      ],
    },
  ],
} satisfies Query;
