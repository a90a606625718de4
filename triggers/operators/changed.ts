import * as z from 'zod';
import { readChange } from '../changes/readable.ts';
import { sameValue } from '../changes/same-value.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'changed',
  title: { en: 'has changed', de: 'hat sich geändert' },
  summary: {
    en: 'The signal at hand brought another value than the one last known before it.',
    de: 'Das Signal brachte einen anderen Wert als den zuletzt bekannten.',
  },
  reads: ['any'],
  about: 'change',
  args: z.literal(true, 'true; for a value that stays the same there is unchanged-for'),
  examples: [
    { args: true, value: { before: 'wifi', value: '4g' }, answer: true },
    { args: true, value: { before: 'wifi', value: 'wifi' }, answer: false },
    { args: true, value: { before: ['a', { b: 1 }], value: ['a', { b: 1 }] }, answer: false },
    { args: true, value: { value: 'wifi' }, answer: undefined },
    { args: true, value: { before: 'wifi' }, answer: undefined },
  ],
  compile: () => (change) => {
    const { before, value } = readChange(change);
    return before === undefined || value === undefined ? undefined : !sameValue(before, value);
  },
});
