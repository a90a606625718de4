import * as z from 'zod';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'exists',
  title: { en: 'is known', de: 'ist bekannt' },
  summary: {
    en: 'The value is known, whatever it is. Never unknown itself.',
    de: 'Der Wert ist bekannt, was immer er ist. Nie selbst unbekannt.',
  },
  reads: ['any'],
  args: z.literal(true, 'true; the opposite is missing'),
  examples: [
    { args: true, value: '', answer: true },
    { args: true, value: 0, answer: true },
    { args: true, value: undefined, answer: false },
    { args: true, value: null, answer: false },
  ],
  compile: () => (value) => value !== undefined && value !== null,
});
