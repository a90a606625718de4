import { expect, test } from 'vitest';
import { readSurvey } from './read-survey.ts';

test.each([
  ['rating', { kind: 'rating', most: 5 }],
  [' Rating: 10 \n', { kind: 'rating', most: 10 }],
  ['text', { kind: 'text' }],
  ['Yes\n\n  No \nYes', { kind: 'choice', choices: ['Yes', 'No'] }],
  ['rating 11', undefined],
  ['rating 1', undefined],
  ['ratng', undefined],
  ['', undefined],
  [Array.from({ length: 9 }, (_, i) => i).join('\n'), undefined],
  [`Yes\n${'n'.repeat(81)}`, undefined],
])('%j asks for %j', (text, survey) => {
  expect(readSurvey(text)).toEqual(survey);
});
