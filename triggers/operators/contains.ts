import { part } from '../arguments/argument-shapes.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'contains',
  title: { en: 'contains', de: 'enthält' },
  summary: {
    en: 'The text has this in it, letter for letter. For lists there is has-any.',
    de: 'Der Text enthält dies, Buchstabe für Buchstabe. Für Listen gibt es „hat eines von“.',
  },
  reads: ['string'],
  args: part,
  examples: [
    { args: 'shoe', value: 'running shoes', answer: true },
    { args: 'shoe', value: 'Shoe', answer: false },
    { args: 'shoe', value: 12, answer: undefined },
  ],
  compile: (wanted) => (value) => (typeof value === 'string' ? value.includes(wanted) : undefined),
});
