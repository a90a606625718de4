import type { Helper } from '../contract.ts';
import { textOf, writeYesNo } from '../reading.ts';

/** Whether two values are the same. */
export default {
  name: 'equals',
  summary: 'Whether two values are the same, written alike: `{{#if (equals weather.condition "rain")}}`.',
  examples: [
    { args: ['rain', 'rain'], gives: 'true' },
    { args: [7, '7'], gives: 'true' },
    { args: ['rain', 'snow'], gives: '' },
  ],
  run: ([value, other]) => writeYesNo(textOf(value) === textOf(other)),
} satisfies Helper;
