import * as z from 'zod';
import { triggers } from '../exposures.ts';
import { period, WITHIN } from '../query-params.ts';
import type { Query } from './contract.ts';

export default {
  name: 'workspace-effect',
  title: { en: 'All triggers against the control group of all', de: 'Alle Auslöser gegen die Kontrollgruppe aller' },
  summary: {
    en: 'Per group and hour of the first exposure to any of some triggers: customers, how many of them reached the primary goal of that trigger, and the sums of their values to the first three powers. The control group is that of all triggers. What follows from it: `kairos effect`.',
    de: 'Je Gruppe und Stunde der ersten Begegnung mit irgendeinem dieser Auslöser: Kunden, wie viele davon das wichtigste Ziel dieses Auslösers erreichten, und die Summen ihrer Werte in den ersten drei Potenzen. Die Kontrollgruppe ist die aller Auslöser. Was daraus folgt: `kairos effect`.',
  },
  params: z.object({ ...period, ...triggers }),
  // A customer counts once, by their first decision of any of the triggers: the least of one number made of its time,
  // its key and its group, as a pair would take ten times the memory for a million customers (bench: results). The
  // control group of one trigger is among those who get marketing.
  sql: `
    SELECT intDiv(toInt64(bitShiftRight(of_customer.first, 65)), 3600000) * 3600000 AS hour,
      if(bitAnd(of_customer.first, 1) = 1, 'control', 'message') AS \`group\`, '' AS variant,
      count() AS customers, countIf(met.is_met) AS converted,
      sum(met.worth) AS sum, sum(pow(met.worth, 2)) AS squares, sum(pow(met.worth, 3)) AS cubes
    FROM (
      SELECT min(bitOr(
        bitShiftLeft(toUInt128(toUnixTimestamp64Milli(at)), 65),
        bitOr(bitShiftLeft(toUInt128(key), 1), toUInt128(\`group\` = 'workspace-control'))
      )) AS first
      FROM results.decisions
      WHERE ${WITHIN} AND trigger IN {triggers:Array(String)} AND \`group\` IN ('message', 'control', 'workspace-control')
      GROUP BY cityHash64(customer)
    ) AS of_customer
    LEFT JOIN (
      SELECT cityHash64(decision) AS key, true AS is_met, max(ifNull(value, 0)) AS worth
      FROM results.conversions
      WHERE trigger IN {triggers:Array(String)} AND is_primary
      GROUP BY key
    ) AS met ON met.key = toUInt64(bitAnd(bitShiftRight(of_customer.first, 1), 18446744073709551615))
    GROUP BY hour, \`group\`
    ORDER BY hour, \`group\``,
  examples: [
    {
      params: { triggers: 'rainy' },
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
