import { expect, test } from 'vitest';
import german from '../words/de/index.ts';
import english from '../words/en/index.ts';
import { lookOfStep, SHOWN_STEPS } from './steps.tsx';

test('each way that a decision can end has a word, a colour and an icon of its own, in every language', () => {
  expect(SHOWN_STEPS).toEqual(expect.arrayContaining(['held-back', 'deferred', 'expired', 'failed', 'uncertain']));
  const looks = SHOWN_STEPS.map(lookOfStep);
  expect(new Set(looks.map(({ color }) => color)).size).toBe(SHOWN_STEPS.length);
  expect(new Set(looks.map(({ icon }) => icon)).size).toBe(SHOWN_STEPS.length);
  for (const { shell } of [english, german]) {
    const words = SHOWN_STEPS.map((step) => shell.steps[step]);
    expect(new Set(words).size).toBe(SHOWN_STEPS.length);
  }
});
