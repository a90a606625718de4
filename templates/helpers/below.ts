import type { Helper } from '../contract.ts';
import { answer, numberOf } from '../reading.ts';

/** Whether a number is less than another. */
export default {
  name: 'below',
  summary: 'Whether a number is less than another: `{{#if (below device.battery 20)}}`.',
  examples: [
    { args: [49, 50], gives: 'true' },
    { args: [50, 50], gives: '' },
  ],
  run: ([value, bound]) => answer(numberOf(value) < numberOf(bound)),
} satisfies Helper;
