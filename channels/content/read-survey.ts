import type { Question } from './contract.ts';

const CHOICES = { least: 2, most: 8, chars: 80 } as const;
const RATING = /^rating(?:\s*:?\s*(\d{1,2}))?$/i;
const MOST_RATING = { usual: 5, least: 2, most: 10 } as const;

/** What a survey's slot may say. */
export const SURVEY_EXPECTED = `'rating' (1 to 5), 'rating 10', 'text', or ${CHOICES.least} to ${CHOICES.most} choices, each on a line`;

/** Reads how a question is answered from a slot; undefined: it says no such thing. */
export function readSurvey(text: string): Question | undefined {
  const trimmed = text.trim();
  if (/^text$/i.test(trimmed)) return { kind: 'text' };
  const rating = RATING.exec(trimmed);
  if (rating) {
    const most = Number(rating[1] ?? MOST_RATING.usual);
    return most >= MOST_RATING.least && most <= MOST_RATING.most ? { kind: 'rating', most } : undefined;
  }
  const choices = [...new Set(trimmed.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
  const areFew = choices.length >= CHOICES.least && choices.length <= CHOICES.most;
  return areFew && choices.every((choice) => choice.length <= CHOICES.chars) ? { kind: 'choice', choices } : undefined;
}
