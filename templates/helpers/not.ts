import type { Helper } from '../contract.ts';
import { isYes, writeYesNo } from '../reading.ts';

/** The contrary. */
export default {
  name: 'not',
  summary: 'The contrary: `{{#if (not (equals device.form "phone"))}}`. What is not known counts as no.',
  examples: [
    { args: ['true'], gives: '' },
    { args: [''], gives: 'true' },
    { args: [undefined], gives: 'true' },
  ],
  run: ([value]) => writeYesNo(!isYes(value)),
} satisfies Helper;
