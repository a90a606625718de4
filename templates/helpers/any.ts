import type { Helper } from '../contract.ts';
import { isYes, writeYesNo } from '../reading.ts';

/** Whether one of the values holds. */
export default {
  name: 'any',
  summary: 'Whether at least one of the values holds: `{{#if (any customer.member (above cart.value 100))}}`.',
  examples: [
    { args: [undefined, 'true'], gives: 'true' },
    { args: ['', 0, false, []], gives: '' },
  ],
  run: (values) => writeYesNo(values.some(isYes)),
} satisfies Helper;
