import { part } from '../arguments/argument-shapes.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'starts-with',
  title: { en: 'begins with', de: 'beginnt mit' },
  summary: {
    en: 'The text begins with this, letter for letter.',
    de: 'Der Text beginnt genau so, Buchstabe für Buchstabe.',
  },
  reads: ['string'],
  args: part,
  examples: [
    { args: 'de', value: 'de-AT', answer: true },
    { args: 'de', value: 'nl-de', answer: false },
    { args: 'de', value: ['de'], answer: undefined },
  ],
  compile: (start) => (value) => (typeof value === 'string' ? value.startsWith(start) : undefined),
});
