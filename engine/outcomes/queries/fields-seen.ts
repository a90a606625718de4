import * as z from 'zod';
import { period, WITHIN } from '../query-params.ts';
import type { Query } from './contract.ts';

export default {
  name: 'fields-seen',
  title: { en: 'Fields that came', de: 'Eingetroffene Felder' },
  summary: {
    en: 'Which traits and event properties came, by the names of their fields, how often, of how many customers; of many signals 200,000 are looked at.',
    de: 'Welche Merkmale und Ereigniseigenschaften kamen, nach den Namen ihrer Felder, wie oft, von wie vielen Kunden; von vielen Signalen werden 200.000 angesehen.',
  },
  params: z.object({ ...period }),
  sql: `
    SELECT field, count() AS count, uniq(customer) AS customers
    FROM (
      SELECT customer, arrayJoin(arrayMap(
        name -> concat(if(kind = 'event', 'event.', 'customer.'), name),
        JSONExtractKeys(value, if(kind = 'event', 'properties', 'traits'))
      )) AS field
      FROM (
        SELECT customer, kind, value FROM signals WHERE kind IN ('event', 'identify') AND ${WITHIN}
        LIMIT 1 BY customer, id LIMIT 200000
      )
    )
    GROUP BY field
    ORDER BY count DESC, field`,
  examples: [
    {
      params: {},
      gives: [
        { field: 'event.items', count: 1, customers: 1 },
        { field: 'event.total', count: 1, customers: 1 },
      ],
    },
  ],
} satisfies Query;
