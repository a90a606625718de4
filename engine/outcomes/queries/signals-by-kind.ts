import * as z from 'zod';
import { period, WITHIN } from '../query-params.ts';
import type { Query } from './contract.ts';

export default {
  name: 'signals-by-kind',
  title: { en: 'Signals by kind', de: 'Signale nach Art' },
  summary: {
    en: 'What arrived: how many signals of each kind, from how many customers, how many late, when first and last.',
    de: 'Was eintraf: wie viele Signale jeder Art, von wie vielen Kunden, wie viele verspätet, wann zuerst und zuletzt.',
  },
  params: z.object(period),
  // after a restore a row may be there twice: a signal counts once
  sql: `
    SELECT kind, uniqExact(cityHash64(customer, id)) AS count, uniq(customer) AS customers,
      uniqExactIf(cityHash64(customer, id), late) AS late,
      min(toUnixTimestamp64Milli(at)) AS first_at, max(toUnixTimestamp64Milli(at)) AS last_at
    FROM signals
    WHERE ${WITHIN}
    GROUP BY kind
    ORDER BY count DESC, kind`,
  examples: [
    {
      params: {},
      gives: [
        { kind: 'location', count: 4, customers: 2, late: 1, first_at: 1_767_636_000_000, last_at: 1_769_191_200_000 },
        { kind: 'cart', count: 1, customers: 1, late: 0, first_at: 1_767_641_400_000, last_at: 1_767_641_400_000 },
        { kind: 'event', count: 1, customers: 1, late: 0, first_at: 1_767_641_700_000, last_at: 1_767_641_700_000 },
      ],
    },
  ],
} satisfies Query;
