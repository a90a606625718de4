import { number } from '../arguments/argument-shapes.ts';
import { isNumber } from '../arguments/readable.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'below',
  title: { en: 'is below', de: 'ist kleiner als' },
  summary: { en: 'The number is smaller than this.', de: 'Die Zahl ist kleiner als diese.' },
  reads: ['number'],
  args: number,
  examples: [
    { args: 30, value: 29, answer: true },
    { args: 30, value: 30, answer: false },
    { args: 30, value: '29', answer: undefined },
  ],
  compile: (bound) => (value) => (isNumber(value) ? value < bound : undefined),
  hint: (below) => ({ below }),
});
