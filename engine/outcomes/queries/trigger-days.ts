import * as z from 'zod';
import { period, trigger } from '../query-params.ts';
import { came, STEPPED_DECISIONS } from '../step-times.ts';
import type { Query } from './contract.ts';

/** The days that a row has, from the beginning of the period on. */
const DAYS = 7;
const DAY = 'intDiv(toUnixTimestamp64Milli(sent_at) - {from:Int64}, 86400000)';
const SENT = Array.from({ length: DAYS }, (_, day) => `countIf(${came('sent_at')} AND ${DAY} = ${day})`);

export default {
  name: 'trigger-days',
  title: { en: 'Triggers by day', de: 'Auslöser nach Tagen' },
  summary: {
    en: 'Each trigger in one row: messages sent on each of the first seven days of the period, clicks, what held back most, when it last matched.',
    de: 'Jeder Auslöser in einer Zeile: gesendete Nachrichten an jedem der ersten sieben Tage des Zeitraums, Klicks, was am meisten zurückhielt, wann er zuletzt zutraf.',
  },
  params: z.object({ ...period, ...trigger }),
  sql: `
    SELECT trigger, [${SENT.join(', ')}] AS sent, countIf(${came('clicked_at')}) AS clicked,
      countIf(${came('held_at')}) AS held_back,
      topKIf(1)(gate, ${came('held_at')})[1] AS held_by,
      ifNull(maxIf(toUnixTimestamp64Milli(matched_at), ${came('matched_at')}), 0) AS last_at
    FROM ${STEPPED_DECISIONS} AND trigger != ''
    GROUP BY trigger
    HAVING arraySum(sent) + clicked + held_back + last_at > 0
    ORDER BY trigger`,
  examples: [
    {
      params: { from: 1_767_636_000_000, to: 1_768_240_800_000 },
      gives: [
        {
          trigger: 'cart',
          sent: [2, 0, 0, 0, 0, 0, 0],
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
