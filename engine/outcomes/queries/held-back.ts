import * as z from 'zod';
import { OF_TRIGGER, period, trigger, WITHIN } from '../query-params.ts';
import type { Query } from './contract.ts';

export default {
  name: 'held-back',
  title: { en: 'Held back by reason', de: 'Zurückgehalten nach Grund' },
  summary: {
    en: 'Why messages were held back or put off: which gate, its code and arguments, how many messages, of how many customers, and in words.',
    de: 'Warum Nachrichten zurückgehalten oder aufgeschoben wurden: welche Versandregel, ihr Kode mit Angaben, wie viele Nachrichten, von wie vielen Kunden, und in Worten.',
  },
  params: z.object({ ...period, ...trigger }),
  // one that is put off again and again for the same reason counts once, and so does a row that a restore brought twice
  sql: `
    SELECT trigger, step, gate, code, args, uniqExact(cityHash64(decision)) AS count, uniq(customer) AS customers,
      max(toUnixTimestamp64Milli(at)) AS last_at, argMax(reason, at) AS reason
    FROM outcomes
    WHERE ${WITHIN} AND ${OF_TRIGGER} AND step IN ('held-back', 'deferred')
    GROUP BY trigger, step, gate, code, args
    ORDER BY count DESC, trigger, step, gate, code, args`,
  examples: [
    {
      params: {},
      gives: [
        {
          trigger: 'rainy',
          step: 'held-back',
          gate: 'cooldown',
          code: 'cooling-down',
          args: { hours: 24 },
          count: 2,
          customers: 1,
          last_at: 1_767_639_900_000,
          reason: 'spoke within the last 24 h',
        },
        {
          trigger: 'rainy',
          step: 'deferred',
          gate: 'quiet-hours',
          code: 'quiet-hours',
          args: { from: '20:00', to: '08:00', zone: 'Europe/Berlin' },
          count: 1,
          customers: 1,
          last_at: 1_767_640_020_000,
          reason: 'quiet 20:00 to 08:00 in Europe/Berlin',
        },
        {
          trigger: 'rainy',
          step: 'held-back',
          gate: 'consent',
          code: 'no-consent',
          args: { purpose: 'offers', channels: ['email'] },
          count: 1,
          customers: 1,
          last_at: 1_767_636_060_000,
          reason: 'no consent to offers by email',
        },
        {
          trigger: 'rainy',
          step: 'held-back',
          gate: 'cooldown',
          code: '',
          args: {},
          count: 1,
          customers: 1,
          last_at: 1_767_639_960_000,
          reason: 'until 2026-01-05T19:12:00.000Z',
        },
      ],
    },
  ],
} satisfies Query;
