import type { Helper } from '../contract.ts';
import { numberOf, writeYesNo } from '../reading.ts';

/** Whether a number is less than another. */
export default {
  name: 'below',
  summary: 'Whether a number is less than another: `{{#if (below device.battery 20)}}`.',
  examples: [
    { args: [49, 50], gives: 'true' },
    { args: [50, 50], gives: '' },
  ],
  run: ([value, bound]) => writeYesNo(numberOf(value) < numberOf(bound)),
} satisfies Helper;
