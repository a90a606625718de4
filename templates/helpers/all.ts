import type { Helper } from '../contract.ts';
import { OTHER, VALUE } from '../values/arguments.ts';
import { isYes, writeYesNo } from '../values/reading.ts';

/** Whether every value holds. */
export default {
  name: 'all',
  title: { en: 'all hold', de: 'alle treffen zu' },
  summary: {
    en: 'Whether every one of the values holds: `{{#if (all customer.firstName (above cart.value 20))}}`.',
    de: 'Ob jeder der Werte zutrifft: `{{#if (all customer.firstName (above cart.value 20))}}`.',
  },
  takes: { values: [VALUE], others: OTHER },
  examples: [
    { args: ['true', 1, ['x']], gives: 'true' },
    { args: ['true', ''], gives: '' },
    { args: ['true', undefined], gives: '' },
  ],
  run: (values) => writeYesNo(values.every(isYes)),
} satisfies Helper;
