import { scalar, scalarFor } from '../arguments/argument-shapes.ts';
import { readChange } from '../changes/readable.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'changed-from',
  title: { en: 'was until now', de: 'war bis jetzt' },
  summary: {
    en: 'The value was this, and the signal at hand made it another. Stands beside changed-to for a step from one to the other.',
    de: 'Der Wert war dieser, und das Signal machte einen anderen daraus. Steht neben „wurde zu“ für einen Schritt vom einen zum anderen.',
  },
  reads: ['number', 'string', 'boolean'],
  about: 'change',
  args: scalar,
  argsFor: scalarFor,
  examples: [
    { args: 'wifi', value: { before: 'wifi', value: '4g' }, answer: true },
    { args: 'wifi', value: { before: 'wifi', value: 'wifi' }, answer: false },
    { args: 'wifi', value: { before: '5g', value: '4g' }, answer: false },
    { args: 'wifi', value: { value: '4g' }, answer: undefined },
    { args: 'wifi', value: { before: 'wifi' }, answer: undefined },
  ],
  compile: (wanted) => (change) => {
    const { before, value } = readChange(change);
    if (before === undefined || typeof value !== typeof wanted) return undefined;
    return before === wanted && value !== wanted;
  },
  compares: (wanted) => [wanted],
});
