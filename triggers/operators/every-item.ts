import * as z from 'zod';
import { nestedWhere } from '../arguments/argument-shapes.ts';
import { say } from '../words/say.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'every-item',
  title: { en: 'has only items that', de: 'hat nur Einträge, die' },
  summary: {
    en: 'No item of the list fails the conditions; so also when the list is empty.',
    de: 'Kein Eintrag der Liste verfehlt die Bedingungen; so auch bei einer leeren Liste.',
  },
  reads: ['list'],
  args: say(z.strictObject({ where: nestedWhere }, '{ where: { … } }'), {
    en: 'Conditions on items',
    de: 'Bedingungen an Einträge',
  }),
  examples: [
    { args: { where: { price: { above: 10 } } }, value: [{ price: 12 }, { price: 11 }], answer: true },
    { args: { where: { price: { above: 10 } } }, value: [], answer: true },
    { args: { where: { price: { above: 10 } } }, value: [{ price: 12 }, { price: 9 }], answer: false },
    { args: { where: { price: { above: 10 } } }, value: [{ price: 12 }, {}], answer: undefined },
  ],
  compile({ where }, nested) {
    const meets = nested.where(where, '.where');
    return (value, now) => {
      if (!Array.isArray(value)) return undefined;
      let answer: boolean | undefined = true;
      for (const item of value) {
        const met = meets(item, now);
        if (met === false) return false;
        if (met === undefined) answer = undefined;
      }
      return answer;
    };
  },
});
