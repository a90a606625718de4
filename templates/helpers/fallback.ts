import type { Helper } from '../contract.ts';
import { VALUE } from '../values/arguments.ts';
import { isGiven, textOf } from '../values/reading.ts';

/** The first value that is there. */
export default {
  name: 'fallback',
  title: { en: 'First known value', de: 'Erster bekannter Wert' },
  summary: {
    en: 'The first of the values that is known and not empty: `{{fallback customer.firstName "there"}}`.',
    de: 'Der erste der Werte, der bekannt und nicht leer ist: `{{fallback customer.firstName "du"}}`.',
  },
  takes: { values: [VALUE], others: { title: { en: 'Next value', de: 'Nächster Wert' }, kind: 'value' } },
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
