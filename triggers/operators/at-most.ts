import { number } from '../arguments/argument-shapes.ts';
import { isNumber } from '../arguments/readable.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'at-most',
  title: { en: 'is at most', de: 'ist höchstens' },
  summary: { en: 'The number is this big or smaller.', de: 'Die Zahl ist so groß oder kleiner.' },
  reads: ['number'],
  args: number,
  examples: [
    { args: 30, value: 30, answer: true },
    { args: 30, value: 31, answer: false },
    { args: 30, value: '30', answer: undefined },
  ],
  compile: (most) => (value) => (isNumber(value) ? value <= most : undefined),
  hint: (to) => ({ to }),
});
