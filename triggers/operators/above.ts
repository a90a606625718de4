import { number } from '../arguments/argument-shapes.ts';
import { isNumber } from '../arguments/readable.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'above',
  title: { en: 'is above', de: 'ist größer als' },
  summary: { en: 'The number is bigger than this.', de: 'Die Zahl ist größer als diese.' },
  reads: ['number'],
  args: number,
  examples: [
    { args: 30, value: 31, answer: true },
    { args: 30, value: 30, answer: false },
    { args: 30, value: '31', answer: undefined },
  ],
  compile: (bound) => (value) => (isNumber(value) ? value > bound : undefined),
  hint: (above) => ({ above }),
});
