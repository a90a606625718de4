import type { Helper } from '../contract.ts';
import { VALUE } from '../values/arguments.ts';
import { isYes, writeYesNo } from '../values/reading.ts';

/** The contrary. */
export default {
  name: 'not',
  title: { en: 'does not hold', de: 'trifft nicht zu' },
  summary: {
    en: 'The contrary: `{{#if (not (equals device.form "phone"))}}`. What is not known counts as no.',
    de: 'Das Gegenteil: `{{#if (not (equals device.form "phone"))}}`. Unbekanntes zählt als Nein.',
  },
  takes: { values: [VALUE] },
  examples: [
    { args: ['true'], gives: '' },
    { args: [''], gives: 'true' },
    { args: [undefined], gives: 'true' },
  ],
  run: ([value]) => writeYesNo(!isYes(value)),
} satisfies Helper;
