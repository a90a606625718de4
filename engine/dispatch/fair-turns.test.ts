import { expect, test } from 'vitest';
import { deliveryJob } from '../../test/support/deliveries.ts';
import { createFairTurns, TURNS } from './fair-turns.ts';

test('the more of a trigger were queued lately, the later is its next one, and others’ are the first', () => {
  const turns = createFairTurns(() => 0);
  const take = (trigger: string) => turns.take(deliveryJob({ trigger }));
  expect(Array.from({ length: 8 }, () => take('broadcast'))).toEqual([0, 1, 1, 2, 2, 2, 2, 3]);
  for (let i = 8; i < 1_023; i++) take('broadcast');
  expect(take('broadcast')).toBe(10);
  expect([take('walk-by'), take('cart')]).toEqual([0, 0]);
});

test('what was queued counts half after half a minute', () => {
  let now = 0;
  const turns = createFairTurns(() => now);
  const take = () => turns.take(deliveryJob({ trigger: 'broadcast' }));
  for (let i = 0; i < 1_024; i++) take();
  now += 5 * 30_000;
  expect(take()).toBe(5);
  now += 20 * 30_000;
  expect(take()).toBe(0);
});

test('a parcel has the turn of the first to go in it, and counts as its messages do', () => {
  const turns = createFairTurns(() => 0);
  const together = Array.from({ length: 32 }, () => deliveryJob({ trigger: 'broadcast' }));
  expect(turns.take({ together })).toBe(0);
  expect(turns.take({ together })).toBe(5);
  expect(turns.take({ together: [...together, deliveryJob({ trigger: 'walk-by' })] })).toBe(0);
});

test('what a person wrote, or the workspace gets, waits for nobody', () => {
  const turns = createFairTurns(() => 0);
  const written = deliveryJob({ trigger: '', by: 'mia' });
  for (let i = 0; i < 100; i++) expect(turns.take(written)).toBe(0);
});

test('there is a last turn', () => {
  const turns = createFairTurns(() => 0);
  const together = Array.from({ length: 100_000 }, () => deliveryJob({ trigger: 'broadcast' }));
  for (let i = 0; i < 12; i++) turns.take({ together });
  expect(turns.take({ together: together.slice(0, 1) })).toBe(TURNS - 1);
});
