import { part } from '../arguments/argument-shapes.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'contains',
  summary: 'The text has this in it, letter for letter. For lists there is has-any.',
  reads: ['string'],
  args: part,
  examples: [
    { args: 'shoe', value: 'running shoes', answer: true },
    { args: 'shoe', value: 'Shoe', answer: false },
    { args: 'shoe', value: 12, answer: undefined },
  ],
  compile: (wanted) => (value) => (typeof value === 'string' ? value.includes(wanted) : undefined),
});
