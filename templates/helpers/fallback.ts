import type { Helper } from '../contract.ts';
import { isGiven, textOf } from '../reading.ts';

/** The first value that is there. */
export default {
  name: 'fallback',
  summary: 'The first of the values that is known and not empty: `{{fallback customer.firstName "there"}}`.',
  examples: [
    { args: ['Eva', 'there'], gives: 'Eva' },
    { args: [undefined, 'there'], gives: 'there' },
    { args: [undefined, '  ', null, 7], gives: '7' },
    { args: [0, 5], gives: '0' },
  ],
  run(values) {
    const given = values.find(isGiven);
    if (given === undefined) throw new Error('at least one value that is known');
    return textOf(given);
  },
} satisfies Helper;
