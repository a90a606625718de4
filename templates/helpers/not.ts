import type { Helper } from '../contract.ts';
import { answer, isYes } from '../reading.ts';

/** The contrary. */
export default {
  name: 'not',
  summary: 'The contrary: `{{#if (not (equals device.form "phone"))}}`. What is not known counts as no.',
  examples: [
    { args: ['true'], gives: '' },
    { args: [''], gives: 'true' },
    { args: [undefined], gives: 'true' },
  ],
  run: ([value]) => answer(!isYes(value)),
} satisfies Helper;
