import { RE2JS } from 're2js';
import * as z from 'zod';
import { say } from '../words/say.ts';
import { defineOperator } from './contract.ts';

const PATTERN_CHARS = 200;
// A test takes time in proportion to the product of these two; the worst patterns we know take some 5 ms.
const PROGRAM_STEPS = 200;
const VALUE_CHARS = 250;
const EXPECTED = `a regular expression of at most ${PATTERN_CHARS} characters and few repetitions, without look-around or back-references`;

/**
 * Time linear in the text is RE2's promise (https://github.com/google/re2/wiki/WhyRE2); the bounds keep the factor
 * small.
 */
export default defineOperator({
  name: 'matches',
  title: { en: 'matches the pattern', de: 'passt auf das Muster' },
  summary: {
    en: 'A regular expression finds something in the text. Texts longer than 250 characters are not read.',
    de: 'Ein regulärer Ausdruck findet etwas im Text. Texte mit mehr als 250 Zeichen werden nicht gelesen.',
  },
  reads: ['string'],
  args: say(
    z.string(EXPECTED).min(1, EXPECTED).max(PATTERN_CHARS, EXPECTED).refine(isBounded, EXPECTED),
    { en: 'Pattern', de: 'Muster' },
    {
      description: { en: 'A regular expression.', de: 'Ein regulärer Ausdruck.' },
      kind: 'text',
      examples: ['^[A-Z]{2}-'],
    },
  ),
  examples: [
    { args: '^SKU-\\d{4}$', value: 'SKU-1234', answer: true },
    { args: '(?i)rain', value: 'Light Rain', answer: true },
    { args: '^SKU-\\d{4}$', value: 'SKU-12345', answer: false },
    { args: '^SKU-\\d{4}$', value: 1234, answer: undefined },
  ],
  compile(pattern) {
    const compiled = RE2JS.compile(pattern);
    return (value) =>
      typeof value === 'string' && value.length <= VALUE_CHARS ? compiled.matcher(value).find() : undefined;
  },
});

function isBounded(pattern: string): boolean {
  if (pattern.length > PATTERN_CHARS) return false;
  try {
    return RE2JS.compile(pattern).programSize() <= PROGRAM_STEPS;
  } catch {
    return false;
  }
}
