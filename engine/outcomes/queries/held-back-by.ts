import * as z from 'zod';
import { type Counting, countedWhere, countingBy, tellBy } from '../counts.ts';
import { columnsBy, namesBy } from '../facts.ts';
import type { Query } from './contract.ts';

export default {
  name: 'held-back-by',
  title: { en: 'What held messages back', de: 'Was Nachrichten zurückhielt' },
  summary: {
    en: 'Which sending rule held how many messages back, of how many customers, and how many it alone held back: every other rule would have let them through. Message limits each by itself.',
    de: 'Welche Versandregel wie viele Nachrichten zurückhielt, von wie vielen Kunden, und wie viele sie allein: jede andere Regel hätte sie durchgelassen. Kontaktgrenzen jede für sich.',
  },
  params: z.object(countingBy),
  sql(given) {
    const params = given as Counting;
    const { by: facts = [] } = params;
    const byTrigger = facts.includes('trigger') ? facts : (['trigger', ...facts] as const);
    const names = namesBy(byTrigger);
    return `
    SELECT gate, code, args, ${tellBy(byTrigger)}held, alone, customers
    FROM (
      SELECT gate, code, if(gate = 'frequency-cap', d.args, '') AS cap, max(d.args) AS args, ${columnsBy(byTrigger)}count() AS held,
        countIf(alone) AS alone, uniqExact(cityHash64(customer)) AS customers
      FROM results.decisions AS d
      WHERE ${countedWhere(params)} AND isNotNull(held_at)
      GROUP BY gate, code, cap, ${names.join(', ')}
    )
    ORDER BY held DESC, gate, code, args, ${names.join(', ')}`;
  },
  examples: [
    {
      params: {},
      gives: [
        {
          ...{ gate: 'cooldown', code: 'cooling-down', args: { hours: 24 }, trigger: 'rainy', held: 2, alone: 0 },
          ...{ customers: 1, reason: 'spoke within the last 24 h' },
        },
        {
          ...{
            gate: 'consent',
            code: 'no-consent',
            args: { purpose: 'offers', channels: ['email'] },
            trigger: 'rainy',
          },
          ...{ held: 1, alone: 1, customers: 1, reason: 'no consent to offers by email' },
        },
        { gate: 'cooldown', code: '', args: {}, trigger: 'rainy', held: 1, alone: 0, customers: 1 },
      ],
    },
  ],
} satisfies Query;
