import { text } from '../argument-shapes.ts';
import { defineOperator } from '../contract.ts';

export default defineOperator({
  name: 'contains',
  summary: 'The text has this in it, letter for letter. For lists there is has-any.',
  reads: ['string'],
  args: text,
  examples: [
    { args: 'shoe', value: 'running shoes', answer: true },
    { args: 'shoe', value: 'Shoe', answer: false },
    { args: 'shoe', value: 12, answer: undefined },
  ],
  compile: (part) => (value) => (typeof value === 'string' ? value.includes(part) : undefined),
});
