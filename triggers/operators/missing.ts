import * as z from 'zod';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'missing',
  title: { en: 'is not known', de: 'ist nicht bekannt' },
  summary: {
    en: 'Nothing is known, or what was known is stale. Never unknown itself.',
    de: 'Nichts ist bekannt, oder das Bekannte ist veraltet. Nie selbst unbekannt.',
  },
  reads: ['any'],
  args: z.literal(true, 'true; the opposite is exists'),
  examples: [
    { args: true, value: undefined, answer: true },
    { args: true, value: null, answer: true },
    { args: true, value: false, answer: false },
  ],
  compile: () => (value) => value === undefined || value === null,
});
