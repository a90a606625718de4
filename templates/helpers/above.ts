import type { Helper } from '../contract.ts';
import { numberOf, writeYesNo } from '../reading.ts';

/** Whether a number is greater than another. */
export default {
  name: 'above',
  summary: 'Whether a number is greater than another: `{{#if (above weather.temperatureCelsius 25)}}`.',
  examples: [
    { args: ['51', 50], gives: 'true' },
    { args: [50, 50], gives: '' },
  ],
  run: ([value, bound]) => writeYesNo(numberOf(value) > numberOf(bound)),
} satisfies Helper;
