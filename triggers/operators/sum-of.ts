import * as z from 'zod';
import { nestedTest, nestedWhere, propertyPath } from '../arguments/argument-shapes.ts';
import { addDecimals } from '../arguments/decimals.ts';
import { propertyReader } from '../arguments/properties.ts';
import { isNumber } from '../arguments/readable.ts';
import { say } from '../words/say.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'sum-of',
  title: { en: 'has items that add up to', de: 'hat Einträge mit der Summe' },
  summary: {
    en: 'The sum of a property, over the items of the list that meet the conditions, passes a test on numbers.',
    de: 'Die Summe einer Eigenschaft über die Einträge der Liste, die die Bedingungen erfüllen, besteht eine Prüfung auf Zahlen.',
  },
  reads: ['list'],
  args: say(
    z.strictObject(
      {
        property: propertyPath,
        where: nestedWhere.optional(),
        is: say(nestedTest, { en: 'The sum', de: 'Die Summe' }),
      },
      '{ property: price, is: { above: 50 } }, with or without where: { … }',
    ),
    { en: 'Items that are added up', de: 'Einträge, die summiert werden' },
  ),
  examples: [
    { args: { property: 'price', is: { above: 50 } }, value: [{ price: 30 }, { price: 21 }], answer: true },
    { args: { property: 'price', is: { above: 50 } }, value: [{ price: 30 }], answer: false },
    {
      args: { property: 'price', where: { brand: 'acme' }, is: 30 },
      value: [{ brand: 'acme', price: 30 }, { brand: 'other' }],
      answer: true,
    },
    { args: { property: 'price', is: 0.3 }, value: [{ price: 0.1 }, { price: 0.2 }], answer: true },
    { args: { property: 'price', is: { above: 50 } }, value: [{ price: 60 }, {}], answer: undefined },
  ],
  compile({ property, where, is }, nested) {
    const read = propertyReader(property);
    const meets = where && nested.where(where, '.where');
    const passes = nested.test(is, 'number', '.is');
    return (value, now) => {
      if (!Array.isArray(value)) return undefined;
      const parts: number[] = [];
      for (const item of value) {
        const met = meets ? meets(item, now) : true;
        if (met === undefined) return undefined;
        if (!met) continue;
        const part = read(item);
        if (!isNumber(part)) return undefined;
        parts.push(part);
      }
      return passes(addDecimals(parts), now);
    };
  },
});
