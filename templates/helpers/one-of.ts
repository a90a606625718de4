import type { Helper } from '../contract.ts';
import { OTHER, VALUE } from '../values/arguments.ts';
import { textOf, writeYesNo } from '../values/reading.ts';

/** Whether a value is among others. */
export default {
  name: 'one-of',
  title: { en: 'is one of', de: 'ist einer von' },
  summary: {
    en: 'Whether the first value is one of the others: `{{#if (one-of weather.condition "rain" "drizzle")}}`.',
    de: 'Ob der erste Wert einer der anderen ist: `{{#if (one-of weather.condition "rain" "drizzle")}}`.',
  },
  takes: { values: [VALUE], others: OTHER },
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
