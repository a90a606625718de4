import * as z from 'zod';
import { nestedWhere } from '../arguments/argument-shapes.ts';
import { say } from '../words/say.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'any-item',
  title: { en: 'has an item that', de: 'hat einen Eintrag, der' },
  summary: {
    en: 'At least one item of the list meets the conditions.',
    de: 'Mindestens ein Eintrag der Liste erfüllt die Bedingungen.',
  },
  reads: ['list'],
  args: say(z.strictObject({ where: nestedWhere }, '{ where: { … } }'), {
    en: 'Conditions on items',
    de: 'Bedingungen an Einträge',
  }),
  examples: [
    { args: { where: { sku: 'A1', price: { above: 10 } } }, value: [{ sku: 'A1', price: 12 }], answer: true },
    { args: { where: { sku: 'A1' } }, value: [{ sku: 'B2' }, { sku: 'A1' }], answer: true },
    { args: { where: { sku: 'A1' } }, value: [{ sku: 'B2' }], answer: false },
    { args: { where: { sku: 'A1' } }, value: [], answer: false },
    { args: { where: { sku: 'A1' } }, value: [{ sku: 'B2' }, {}], answer: undefined },
    { args: { where: { sku: 'A1' } }, value: undefined, answer: undefined },
  ],
  compile({ where }, nested) {
    const meets = nested.where(where, '.where');
    return (value, now) => {
      if (!Array.isArray(value)) return undefined;
      let answer: boolean | undefined = false;
      for (const item of value) {
        const met = meets(item, now);
        if (met) return true;
        if (met === undefined) answer = undefined;
      }
      return answer;
    };
  },
});
