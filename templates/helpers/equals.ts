import type { Helper } from '../contract.ts';
import { OTHER, VALUE } from '../values/arguments.ts';
import { textOf, writeYesNo } from '../values/reading.ts';

/** Whether two values are the same. */
export default {
  name: 'equals',
  title: { en: 'is the same as', de: 'ist gleich' },
  summary: {
    en: 'Whether two values are the same, written alike: `{{#if (equals weather.condition "rain")}}`.',
    de: 'Ob zwei Werte gleich sind, gleich geschrieben: `{{#if (equals weather.condition "rain")}}`.',
  },
  takes: { values: [VALUE, OTHER] },
  examples: [
    { args: ['rain', 'rain'], gives: 'true' },
    { args: [7, '7'], gives: 'true' },
    { args: ['rain', 'snow'], gives: '' },
  ],
  run: ([value, other]) => writeYesNo(textOf(value) === textOf(other)),
} satisfies Helper;
