import * as z from 'zod';
import { OF_TRIGGER, period, trigger, WITHIN } from '../query-params.ts';
import type { Query } from './contract.ts';

export default {
  name: 'failures',
  title: { en: 'Causes of failure', de: 'Gründe des Scheiterns' },
  summary: {
    en: 'Why messages failed, expired or ended in doubt: the channel and provider, the code and its arguments, how many messages, of how many customers, and the words of the last.',
    de: 'Warum Nachrichten scheiterten, verfielen oder ungewiss endeten: Kanal und Anbieter, der Kode mit seinen Angaben, wie viele Nachrichten, von wie vielen Kunden, und die Worte der letzten.',
  },
  params: z.object({ ...period, ...trigger }),
  // a row that a restore brought twice counts once
  sql: `
    SELECT step, channel, provider, code, args, uniqExact(decision) AS count, uniq(customer) AS customers,
      max(toUnixTimestamp64Milli(at)) AS last_at, argMax(reason, at) AS reason
    FROM outcomes
    WHERE ${WITHIN} AND ${OF_TRIGGER} AND step IN ('failed', 'expired', 'uncertain')
    GROUP BY step, channel, provider, code, args
    ORDER BY count DESC, step, channel, provider, code, args`,
  examples: [
    {
      params: {},
      gives: [
        {
          step: 'expired',
          channel: 'in-app',
          provider: '',
          code: 'expired-waiting',
          args: {},
          count: 1,
          customers: 1,
          last_at: 1_767_647_220_000,
          reason: 'while it waited',
        },
        {
          step: 'failed',
          channel: 'email',
          provider: 'smtp',
          code: 'provider-refused',
          args: { effect: 'suppress-address' },
          count: 1,
          customers: 1,
          last_at: 1_767_639_780_000,
          reason: '550 no such user',
          words: '550 no such user',
        },
      ],
    },
  ],
} satisfies Query;
