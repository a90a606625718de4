import * as z from 'zod';
import { OF_TRIGGER, period, trigger, WITHIN } from '../query-params.ts';
import type { Query } from './contract.ts';

/** The days that a row has, from the beginning of the period on. */
const DAYS = 7;
const SENT = Array.from({ length: DAYS }, (_, day) => `uniqExactIf(decision, step = 'sent' AND day = ${day})`);

export default {
  name: 'trigger-days',
  title: { en: 'Triggers by day', de: 'Auslöser nach Tagen' },
  summary: {
    en: 'Each trigger in one row: messages sent on each of the first seven days of the period, clicks, what held back most, when it last matched.',
    de: 'Jeder Auslöser in einer Zeile: gesendete Nachrichten an jedem der ersten sieben Tage des Zeitraums, Klicks, was am meisten zurückhielt, wann er zuletzt zutraf.',
  },
  params: z.object({ ...period, ...trigger }),
  sql: `
    SELECT trigger, [${SENT.join(', ')}] AS sent, uniqExactIf(decision, step = 'clicked') AS clicked,
      uniqExactIf(decision, step = 'held-back') AS held_back,
      topKIf(1)(gate, step = 'held-back')[1] AS held_by,
      maxIf(toUnixTimestamp64Milli(at), step = 'matched') AS last_at
    FROM (
      SELECT trigger, decision, step, gate, at, intDiv(toUnixTimestamp64Milli(at) - {from:Int64}, 86400000) AS day
      FROM outcomes
      WHERE ${WITHIN} AND ${OF_TRIGGER}
    )
    GROUP BY trigger
    ORDER BY trigger`,
  examples: [
    {
      params: { from: 1_767_636_000_000, to: 1_768_240_800_000 },
      gives: [
        {
          trigger: 'cart',
          sent: [1, 0, 0, 0, 0, 0, 0],
          clicked: 0,
          held_back: 0,
          held_by: '',
          last_at: 1_767_639_720_000,
        },
        {
          trigger: 'rainy',
          sent: [1, 0, 0, 0, 0, 0, 0],
          clicked: 1,
          held_back: 4,
          held_by: 'cooldown',
          last_at: 1_767_640_020_000,
        },
      ],
    },
  ],
} satisfies Query;
