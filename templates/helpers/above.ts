import type { Helper } from '../contract.ts';
import { BOUND, NUMBER } from '../values/arguments.ts';
import { numberOf, writeYesNo } from '../values/reading.ts';

/** Whether a number is greater than another. */
export default {
  name: 'above',
  title: { en: 'is above', de: 'ist größer als' },
  summary: {
    en: 'Whether a number is greater than another: `{{#if (above weather.temperatureCelsius 25)}}`.',
    de: 'Ob eine Zahl größer ist als eine andere: `{{#if (above weather.temperatureCelsius 25)}}`.',
  },
  takes: { values: [NUMBER, BOUND] },
  examples: [
    { args: ['51', 50], gives: 'true' },
    { args: [50, 50], gives: '' },
  ],
  run: ([value, bound]) => writeYesNo(numberOf(value) > numberOf(bound)),
} satisfies Helper;
