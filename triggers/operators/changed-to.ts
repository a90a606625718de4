import { scalar, scalarFor } from '../arguments/argument-shapes.ts';
import { readChange } from '../changes/readable.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'changed-to',
  title: { en: 'has become', de: 'wurde zu' },
  summary: {
    en: 'The signal at hand made the value this, and it was another before.',
    de: 'Das Signal machte den Wert zu diesem; vorher war er ein anderer.',
  },
  reads: ['number', 'string', 'boolean'],
  about: 'change',
  args: scalar,
  argsFor: scalarFor,
  examples: [
    { args: 'payment', value: { before: 'cart', value: 'payment' }, answer: true },
    { args: 'payment', value: { before: 'payment', value: 'payment' }, answer: false },
    { args: 'payment', value: { value: 'cart' }, answer: false },
    { args: 'payment', value: { value: 'payment' }, answer: undefined },
    { args: 'payment', value: { before: 'payment' }, answer: undefined },
  ],
  compile: (wanted) => (change) => {
    const { before, value } = readChange(change);
    if (typeof value !== typeof wanted) return undefined;
    if (value !== wanted) return false;
    return before === undefined ? undefined : before !== wanted;
  },
  implies: (wanted) => ({ oneOf: [wanted] }),
  compares: (wanted) => [wanted],
});
