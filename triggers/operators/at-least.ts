import { number } from '../arguments/argument-shapes.ts';
import { isNumber } from '../arguments/readable.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'at-least',
  title: { en: 'is at least', de: 'ist mindestens' },
  summary: { en: 'The number is this big or bigger.', de: 'Die Zahl ist so groß oder größer.' },
  reads: ['number'],
  args: number,
  examples: [
    { args: 30, value: 30, answer: true },
    { args: 30, value: 29, answer: false },
    { args: 30, value: '30', answer: undefined },
  ],
  compile: (least) => (value) => (isNumber(value) ? value >= least : undefined),
  hint: (from) => ({ from }),
});
