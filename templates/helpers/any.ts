import type { Helper } from '../contract.ts';
import { OTHER, VALUE } from '../values/arguments.ts';
import { isYes, writeYesNo } from '../values/reading.ts';

/** Whether one of the values holds. */
export default {
  name: 'any',
  title: { en: 'any holds', de: 'einer trifft zu' },
  summary: {
    en: 'Whether at least one of the values holds: `{{#if (any customer.member (above cart.value 100))}}`.',
    de: 'Ob mindestens einer der Werte zutrifft: `{{#if (any customer.member (above cart.value 100))}}`.',
  },
  takes: { values: [VALUE], others: OTHER },
  examples: [
    { args: [undefined, 'true'], gives: 'true' },
    { args: ['', 0, false, []], gives: '' },
  ],
  run: (values) => writeYesNo(values.some(isYes)),
} satisfies Helper;
