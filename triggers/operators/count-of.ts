import * as z from 'zod';
import { nestedTest, nestedWhere } from '../arguments/argument-shapes.ts';
import { say } from '../words/say.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'count-of',
  title: { en: 'has this many items that', de: 'hat so viele Einträge, die' },
  summary: {
    en: 'How many items of the list meet the conditions passes a test on numbers.',
    de: 'Die Anzahl der Einträge, die die Bedingungen erfüllen, besteht eine Prüfung auf Zahlen.',
  },
  reads: ['list'],
  args: say(
    z.strictObject(
      { where: nestedWhere, is: say(nestedTest, { en: 'Their number', de: 'Ihre Anzahl' }) },
      '{ where: { … }, is: { at-least: 2 } }',
    ),
    { en: 'Number of items', de: 'Anzahl der Einträge' },
  ),
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
