import type { Helper } from '../contract.ts';
import { textOf, writeYesNo } from '../reading.ts';

/** Whether a value is among others. */
export default {
  name: 'one-of',
  summary: 'Whether the first value is one of the others: `{{#if (one-of weather.condition "rain" "drizzle")}}`.',
  examples: [
    { args: ['rain', 'drizzle', 'rain'], gives: 'true' },
    { args: ['rain', ['snow', 'rain']], gives: 'true' },
    { args: ['rain'], gives: '' },
  ],
  run([value, ...others]) {
    const wanted = textOf(value);
    return writeYesNo(others.flat().some((other) => textOf(other) === wanted));
  },
} satisfies Helper;
