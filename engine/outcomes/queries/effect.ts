import * as z from 'zod';
import { goal } from '../exposures.ts';
import { period, trigger, WITHIN } from '../query-params.ts';
import type { Query } from './contract.ts';

export default {
  name: 'effect',
  title: { en: 'Message against control group', de: 'Nachricht gegen Kontrollgruppe' },
  summary: {
    en: 'Per group, variant and hour of the first exposure in the period: customers, how many of them reached the goal, and the sums of their values to the first three powers. What follows from it: `kairos effect`.',
    de: 'Je Gruppe, Variante und Stunde der ersten Begegnung im Zeitraum: Kunden, wie viele davon das Ziel erreichten, und die Summen ihrer Werte in den ersten drei Potenzen. Was daraus folgt: `kairos effect`.',
  },
  params: z.object({ ...period, ...trigger, ...goal }),
  // a customer counts once, by their first decision: where that is about several places, by any one of them
  sql: `
    SELECT toUnixTimestamp(toStartOfHour(first.first_at)) * 1000 AS hour, first.drawn AS \`group\`, first.drawn_variant AS variant,
      count() AS customers, countIf(met.is_met) AS converted,
      sum(met.worth) AS sum, sum(pow(met.worth, 2)) AS squares, sum(pow(met.worth, 3)) AS cubes
    FROM (
      SELECT customer, min(at) AS first_at, argMin(key, (at, key)) AS first_key,
        argMin(\`group\`, (at, key)) AS drawn, argMin(variant, (at, key)) AS drawn_variant
      FROM results.decisions
      WHERE ${WITHIN} AND trigger = {trigger:String} AND \`group\` IN ('message', 'control')
      GROUP BY customer
    ) AS first
    LEFT JOIN (
      SELECT cityHash64(decision) AS key, true AS is_met, max(ifNull(value, 0)) AS worth
      FROM results.conversions
      WHERE trigger = {trigger:String} AND if({goal:String} = '', is_primary, goal = {goal:String})
      GROUP BY key
    ) AS met ON met.key = first.first_key
    GROUP BY hour, \`group\`, variant
    ORDER BY hour, \`group\`, variant`,
  examples: [
    {
      params: { trigger: 'rainy' },
      gives: [
        {
          hour: 1_767_636_000_000,
          group: 'message',
          variant: '',
          ...{ customers: 1, converted: 1, sum: 40, squares: 1_600, cubes: 64_000 },
        },
      ],
    },
  ],
} satisfies Query;
