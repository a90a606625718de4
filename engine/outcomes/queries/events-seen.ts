import * as z from 'zod';
import { period, WITHIN } from '../query-params.ts';
import type { Query } from './contract.ts';

export default {
  name: 'events-seen',
  title: { en: 'Events that came', de: 'Eingetroffene Ereignisse' },
  summary: {
    en: 'Which events came, how often, and which properties they carried; of many signals 200,000 are looked at.',
    de: 'Welche Ereignisse kamen, wie oft, und welche Eigenschaften sie trugen; von vielen Signalen werden 200.000 angesehen.',
  },
  params: z.object({ ...period }),
  sql: `
    SELECT name, count() AS events, arraySort(groupUniqArrayArray(300)(JSONExtractKeys(value, 'properties'))) AS properties
    FROM (
      SELECT JSONExtractString(value, 'name') AS name, value FROM signals WHERE kind = 'event' AND ${WITHIN}
      LIMIT 1 BY customer, id LIMIT 200000
    )
    GROUP BY name
    ORDER BY events DESC, name`,
  examples: [{ params: {}, gives: [{ name: 'order-completed', events: 1, properties: ['items', 'total'] }] }],
} satisfies Query;
