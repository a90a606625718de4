import { expect, test } from 'vitest';
import { runOf } from '../../test/support/waker-run.ts';

test('without conditions an index finds the trigger alone, so its waker has no step', () => {
  expect(runOf({ signal: 'cart' }).trigger.waker.step).toBeUndefined();
  expect(runOf({ signal: { kind: 'event', name: 'e' } }).trigger.waker.step).toBeUndefined();
  const where = { price: { 'at-least': 5 } };
  const run = runOf({ signal: { kind: 'event', name: 'e', where } });
  for (const price of [4, 5, undefined]) run.event(price ?? 9, 'e', { price });
  expect(run.seconds).toEqual([5]);
});
