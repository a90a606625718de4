import { expect, test } from 'vitest';
import { answersIn } from './customer-answers.ts';

const leaf = (field: string, operator: string, args: unknown, answer: boolean | undefined, saw?: unknown) => ({
  kind: 'condition' as const,
  answer,
  field,
  operator,
  args,
  saw,
});

test('each condition of a draft has the answer that the live one of the same words gave; a new one has none', () => {
  const explained = {
    kind: 'all' as const,
    answer: false,
    children: [
      leaf('place.open', 'equals', false, false, true),
      { kind: 'none' as const, answer: true, children: [leaf('cart.value', 'at-least', 5, undefined)] },
      leaf('cart.value', 'below', 9, true, 7),
    ],
  };
  const when = {
    all: [{ 'place.open': false }, { none: [{ 'cart.value': { 'at-least': 5, below: 9 } }] }, { daylight: true }],
  };
  expect([...answersIn(when, explained as never)]).toEqual([
    ['when.all[0].place.open', { answer: 'no', saw: true }],
    ['when.all[1].none[0].cart.value.at-least', { answer: 'unknown', saw: undefined }],
    ['when.all[1].none[0].cart.value.below', { answer: 'yes', saw: 7 }],
  ]);
});
