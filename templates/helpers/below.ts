import type { Helper } from '../contract.ts';
import { BOUND, NUMBER } from '../values/arguments.ts';
import { numberOf, writeYesNo } from '../values/reading.ts';

/** Whether a number is less than another. */
export default {
  name: 'below',
  title: { en: 'is below', de: 'ist kleiner als' },
  summary: {
    en: 'Whether a number is less than another: `{{#if (below device.battery 20)}}`.',
    de: 'Ob eine Zahl kleiner ist als eine andere: `{{#if (below device.battery 20)}}`.',
  },
  takes: { values: [NUMBER, BOUND] },
  examples: [
    { args: [49, 50], gives: 'true' },
    { args: [50, 50], gives: '' },
  ],
  run: ([value, bound]) => writeYesNo(numberOf(value) < numberOf(bound)),
} satisfies Helper;
