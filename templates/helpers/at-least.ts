import type { Helper } from '../contract.ts';
import { BOUND, NUMBER } from '../values/arguments.ts';
import { numberOf, writeYesNo } from '../values/reading.ts';

/** Whether a number is at least another. */
export default {
  name: 'at-least',
  title: { en: 'is at least', de: 'ist mindestens' },
  summary: {
    en: 'Whether a number is at least another: `{{#if (at-least cart.value 50)}}`.',
    de: 'Ob eine Zahl mindestens eine andere ist: `{{#if (at-least cart.value 50)}}`.',
  },
  takes: { values: [NUMBER, BOUND] },
  examples: [
    { args: [50, 50], gives: 'true' },
    { args: [49.9, 50], gives: '' },
  ],
  run: ([value, bound]) => writeYesNo(numberOf(value) >= numberOf(bound)),
} satisfies Helper;
