import type { Helper } from '../contract.ts';
import { BOUND, NUMBER } from '../values/arguments.ts';
import { numberOf, writeYesNo } from '../values/reading.ts';

/** Whether a number is at most another. */
export default {
  name: 'at-most',
  title: { en: 'is at most', de: 'ist höchstens' },
  summary: {
    en: 'Whether a number is at most another: `{{#if (at-most location.accuracyMetres 50)}}`.',
    de: 'Ob eine Zahl höchstens eine andere ist: `{{#if (at-most location.accuracyMetres 50)}}`.',
  },
  takes: { values: [NUMBER, BOUND] },
  examples: [
    { args: [50, 50], gives: 'true' },
    { args: [50.1, 50], gives: '' },
  ],
  run: ([value, bound]) => writeYesNo(numberOf(value) <= numberOf(bound)),
} satisfies Helper;
