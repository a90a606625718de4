import type { Helper } from '../contract.ts';
import { isYes, writeYesNo } from '../reading.ts';

/** Whether every value holds. */
export default {
  name: 'all',
  summary: 'Whether every one of the values holds: `{{#if (all customer.firstName (above cart.value 20))}}`.',
  examples: [
    { args: ['true', 1, ['x']], gives: 'true' },
    { args: ['true', ''], gives: '' },
    { args: ['true', undefined], gives: '' },
  ],
  run: (values) => writeYesNo(values.every(isYes)),
} satisfies Helper;
