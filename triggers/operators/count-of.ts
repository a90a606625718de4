import * as z from 'zod';
import { nestedTest, nestedWhere } from '../arguments/argument-shapes.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'count-of',
  summary: 'How many items of the list meet the conditions passes a test on numbers.',
  reads: ['list'],
  args: z.strictObject({ where: nestedWhere, is: nestedTest }, '{ where: { … }, is: { at-least: 2 } }'),
  examples: [
    {
      args: { where: { brand: 'acme' }, is: { 'at-least': 2 } },
      value: [{ brand: 'acme' }, { brand: 'acme' }],
      answer: true,
    },
    { args: { where: { brand: 'acme' }, is: { 'at-least': 2 } }, value: [{ brand: 'acme' }], answer: false },
    { args: { where: { brand: 'acme' }, is: 0 }, value: [], answer: true },
    { args: { where: { brand: 'acme' }, is: { 'at-least': 2 } }, value: [{ brand: 'acme' }, {}], answer: undefined },
  ],
  compile({ where, is }, nested) {
    const meets = nested.where(where, '.where');
    const passes = nested.test(is, 'number', '.is');
    return (value, now) => {
      if (!Array.isArray(value)) return undefined;
      let count = 0;
      for (const item of value) {
        const met = meets(item, now);
        if (met === undefined) return undefined;
        if (met) count++;
      }
      return passes(count, now);
    };
  },
});
