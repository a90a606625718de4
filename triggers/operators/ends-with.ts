import { part } from '../arguments/argument-shapes.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'ends-with',
  title: { en: 'ends with', de: 'endet mit' },
  summary: {
    en: 'The text ends with this, letter for letter.',
    de: 'Der Text endet genau so, Buchstabe für Buchstabe.',
  },
  reads: ['string'],
  args: part,
  examples: [
    { args: '.example', value: 'ada@shop.example', answer: true },
    { args: '.example', value: 'ada@shop.test', answer: false },
    { args: '.example', value: null, answer: undefined },
  ],
  compile: (end) => (value) => (typeof value === 'string' ? value.endsWith(end) : undefined),
});
