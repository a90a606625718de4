import * as z from 'zod';
import { OF_TRIGGER, period, trigger, WITHIN } from '../query-params.ts';
import { came, STEPPED_DECISIONS } from '../step-times.ts';
import type { Query } from './contract.ts';

export default {
  name: 'held-back',
  title: { en: 'Held back by reason', de: 'Zurückgehalten nach Grund' },
  summary: {
    en: 'Why messages were held back or put off: which gate, its code and arguments, how many messages, of how many customers, and in words.',
    de: 'Warum Nachrichten zurückgehalten oder aufgeschoben wurden: welche Versandregel, ihr Kode mit Angaben, wie viele Nachrichten, von wie vielen Kunden, und in Worten.',
  },
  params: z.object({ ...period, ...trigger }),
  // What was held back is counted by decision. Of one that was put off a decision knows no gate, and of old rows no
  // words, so these are asked of rows; one that is put off again and again for the same reason counts once. To count
  // all of it by rows takes twice as long (bench: results).
  sql: `
    SELECT trigger, step, gate, code, args, sum(decisions) AS count, sum(people) AS customers, max(newest_at) AS last_at, max(why) AS reason
    FROM (
      SELECT toString(trigger) AS trigger, 'held-back' AS step, toString(gate) AS gate, toString(code) AS code, args, count() AS decisions,
        uniq(customer) AS people, max(toUnixTimestamp64Milli(assumeNotNull(held_at))) AS newest_at, '' AS why
      FROM ${STEPPED_DECISIONS} AND ${came('held_at')}
      GROUP BY trigger, gate, code, args
      UNION ALL
      SELECT toString(trigger) AS trigger, toString(step) AS step, toString(gate) AS gate, toString(code) AS code, args,
        uniqExactIf(cityHash64(decision), step = 'deferred') AS decisions, uniqIf(customer, step = 'deferred') AS people,
        max(toUnixTimestamp64Milli(at)) AS newest_at, argMax(reason, (reason != '', at)) AS why
      FROM outcomes
      WHERE ${WITHIN} AND ${OF_TRIGGER} AND (step = 'deferred' OR step = 'held-back' AND reason != '')
      GROUP BY trigger, step, gate, code, args
    )
    GROUP BY trigger, step, gate, code, args
    HAVING count > 0
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
