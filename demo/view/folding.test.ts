import { expect, test } from 'vitest';
import type { Story } from '../stories.ts';
import { foldRepeats } from './folding.ts';

const story = (customer: string, step: Story['step'], gate = ''): Story => ({
  ...{ at: 0, customer, trigger: 'walk-by', step, channel: 'email', place: '', gate, reason: '', tookMs: {} },
});

function folding() {
  const told: string[] = [];
  const clock = { now: 0 };
  const folds = foldRepeats(
    ({ customer, step }, times) => told.push(`${customer} ${step} ×${times}`),
    () => clock.now,
  );
  return { told, clock, folds };
}

test('what is held back by one gate again and again is told once, with how often', () => {
  const { told, folds } = folding();
  for (const customer of ['a', 'b', 'c']) folds.take(story(customer, 'held-back', 'cooldown'));
  folds.take(story('d', 'held-back', 'consent'));
  folds.flush();
  expect(told).toEqual(['c held-back ×3', 'd held-back ×1']);
});

test('every message that was sent is told alone and at once', () => {
  const { told, folds } = folding();
  folds.take(story('a', 'sent'));
  folds.take(story('b', 'sent'));
  expect(told).toEqual(['a sent ×1', 'b sent ×1']);
});

test('what waits for another of its kind is told when it has waited long enough', () => {
  const { told, clock, folds } = folding();
  clock.now = 500;
  folds.take(story('a', 'expired'));
  folds.flush(400);
  expect(told).toEqual([]);
  folds.flush(500);
  expect(told).toEqual(['a expired ×1']);
});
