import type { Helper } from '../contract.ts';
import { isYes, textOf } from '../reading.ts';

/** One text or another. */
export default {
  name: 'when',
  summary:
    'The second value when the first holds, else the third or nothing: `{{when (at-least cart.value 50) "for free" "for 4.90"}}`.',
  examples: [
    { args: ['true', 'yes', 'no'], gives: 'yes' },
    { args: ['', 'yes', 'no'], gives: 'no' },
    { args: [undefined, 'yes', 'no'], gives: 'no' },
    { args: [false, 'yes'], gives: '' },
  ],
  run([holds, yes, no = '']) {
    return textOf(isYes(holds) ? yes : no);
  },
} satisfies Helper;
