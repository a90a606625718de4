import * as z from 'zod';
import { say } from '../../../triggers/words/say.ts';
import { period, trigger, WITHIN } from '../query-params.ts';
import type { Query } from './contract.ts';

const goal = say(
  z.string().max(200),
  { en: 'Goal', de: 'Ziel' },
  {
    description: {
      en: 'The name of a goal or guard rail; empty: the primary goal.',
      de: 'Der Name eines Ziels oder einer Leitplanke; leer: das wichtigste Ziel.',
    },
    kind: 'text',
  },
).default('');

export default {
  name: 'effect',
  title: { en: 'Message against control group', de: 'Nachricht gegen Kontrollgruppe' },
  summary: {
    en: 'Per group, variant and hour of the first exposure in the period: customers, how many of them reached the goal, and the sums of their values to the first three powers. What follows from it: `kairos effect`.',
    de: 'Je Gruppe, Variante und Stunde der ersten Begegnung im Zeitraum: Kunden, wie viele davon das Ziel erreichten, und die Summen ihrer Werte in den ersten drei Potenzen. Was daraus folgt: `kairos effect`.',
  },
  params: z.object({ ...period, trigger: trigger.trigger, goal }),
  // A customer counts once, by their first decision: where that is about several places, by any one of them. One number
  // stands for it, made of its time, its key, its variant's place among the names and its group; with tuples it takes
  // four times as long (bench: results).
  sql: `
    WITH (
      SELECT arraySort(groupUniqArray(toString(variant))) FROM results.decisions
      WHERE ${WITHIN} AND trigger = {trigger:String}
    ) AS variants
    SELECT intDiv(toInt64(bitShiftRight(of_customer.first, 84)), 3600000) * 3600000 AS hour,
      if(bitAnd(of_customer.first, 1) = 1, 'control', 'message') AS \`group\`,
      variants[toUInt32(bitAnd(bitShiftRight(of_customer.first, 1), 524287))] AS variant,
      count() AS customers, countIf(met.is_met) AS converted,
      sum(met.worth) AS sum, sum(pow(met.worth, 2)) AS squares, sum(pow(met.worth, 3)) AS cubes
    FROM (
      SELECT min(bitOr(
        bitOr(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(at)), 84), bitShiftLeft(toUInt128(key), 20)),
        toUInt128(2 * transform(toString(variant), variants, arrayEnumerate(variants), 0) + (\`group\` = 'control'))
      )) AS first
      FROM results.decisions
      WHERE ${WITHIN} AND trigger = {trigger:String} AND \`group\` IN ('message', 'control')
      GROUP BY cityHash64(customer)
    ) AS of_customer
    LEFT JOIN (
      SELECT cityHash64(decision) AS key, true AS is_met, max(ifNull(value, 0)) AS worth
      FROM results.conversions
      WHERE trigger = {trigger:String} AND if({goal:String} = '', is_primary, goal = {goal:String})
      GROUP BY key
    ) AS met ON met.key = toUInt64(bitAnd(bitShiftRight(of_customer.first, 20), 18446744073709551615))
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
