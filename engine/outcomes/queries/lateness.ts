import * as z from 'zod';
import { ageAtSending, type Counting, countedWhere, counting, reaches } from '../counts.ts';
import type { Query } from './contract.ts';

/** Where a band begins, in milliseconds: a glance, a few steps, a minute, a way to the next shop, an hour. */
const BANDS = [0, 1_000, 10_000, 60_000, 600_000, 3_600_000];

export default {
  name: 'lateness',
  title: { en: 'What lateness costs', de: 'Was Verspätung kostet' },
  summary: {
    en: 'How old the moment was when its message was sent, in bands: how many messages, and how many of them were clicked and succeeded.',
    de: 'Wie alt der Moment war, als seine Nachricht gesendet wurde, in Stufen: wie viele Nachrichten, und wie viele davon angeklickt wurden und Erfolg hatten.',
  },
  params: z.object(counting),
  sql(given) {
    const params = given as Counting;
    return `
    SELECT [${BANDS.join(', ')}][band] AS from_ms, [${[...BANDS.slice(1), 0].join(', ')}][band] AS until_ms, sent, clicked, converted, value
    FROM (
      SELECT arrayCount(begins -> begins <= ${ageAtSending()}, [${BANDS.join(', ')}]) AS band, count() AS sent,
        countIf(${reaches('clicked', params)}) AS clicked, countIf(${reaches('converted', params)}) AS converted,
        sumIf(ifNull(value, 0), ${reaches('converted', params)}) AS value
      FROM results.decisions
      WHERE ${countedWhere(params)} AND isNotNull(sent_at)
      GROUP BY band
    )
    ORDER BY band`;
  },
  examples: [
    {
      params: {},
      gives: [
        { from_ms: 0, until_ms: 1_000, sent: 1, clicked: 0, converted: 0, value: 0 },
        { from_ms: 60_000, until_ms: 600_000, sent: 1, clicked: 1, converted: 1, value: 40 },
      ],
    },
  ],
} satisfies Query;
