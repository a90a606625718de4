import { part } from '../arguments/argument-shapes.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'ends-with',
  summary: 'The text ends with this, letter for letter.',
  reads: ['string'],
  args: part,
  examples: [
    { args: '.example', value: 'ada@shop.example', answer: true },
    { args: '.example', value: 'ada@shop.test', answer: false },
    { args: '.example', value: null, answer: undefined },
  ],
  compile: (end) => (value) => (typeof value === 'string' ? value.endsWith(end) : undefined),
});
