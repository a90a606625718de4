import type { Helper } from '../contract.ts';
import { isYes, textOf } from '../values/reading.ts';

/** One text or another. */
export default {
  name: 'when',
  title: { en: 'One text or another', de: 'Der eine Text oder der andere' },
  summary: {
    en: 'The second value when the first holds, else the third or nothing: `{{when (at-least cart.value 50) "for free" "for 4.90"}}`.',
    de: 'Der zweite Wert, wenn der erste zutrifft, sonst der dritte oder nichts: `{{when (at-least cart.value 50) "gratis" "für 4,90"}}`.',
  },
  takes: {
    values: [
      { title: { en: 'If this holds', de: 'Wenn dies zutrifft' }, kind: 'value' },
      { title: { en: 'Then', de: 'Dann' }, kind: 'text' },
      { title: { en: 'Else', de: 'Sonst' }, kind: 'text' },
    ],
  },
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
