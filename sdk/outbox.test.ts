import { expect, test } from 'vitest';
import { createOutbox } from './outbox.ts';

function fill(signals: number) {
  const outbox = createOutbox(10_000, () => undefined);
  for (let i = 0; i < signals; i++) outbox.add(`i${i}`, '{}');
  return outbox;
}

test('after a no, single acknowledgements do not make single signals of frames', () => {
  const outbox = fill(2_000);
  const first = outbox.next().map(({ id }) => id);
  outbox.putOff(first.slice(40));
  const sizes: number[] = [];
  for (const id of first.slice(0, 40)) {
    outbox.settle({ id, verdict: 'accepted' });
    const { length } = outbox.next();
    if (length > 0) sizes.push(length);
  }
  expect(sizes.length).toBeGreaterThan(0);
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(20);
});

test('what is left goes out however little it is, and so does anything when nothing is under way', () => {
  const outbox = fill(101);
  expect(outbox.next()).toHaveLength(100);
  expect(outbox.next()).toHaveLength(1);
  const small = fill(30);
  const all = small.next().map(({ id }) => id);
  small.putOff(all);
  expect(small.next()).toHaveLength(20);
  expect(small.next()).toHaveLength(0);
});

test('what was given up while it waited does not stand in the way of what waits behind it', () => {
  const outbox = fill(300);
  for (let i = 0; i < 200; i++) outbox.settle({ id: `i${i}`, verdict: 'unsent', reason: 'there was no room' });
  expect(outbox.next().map(({ id }) => id)).toEqual(Array.from({ length: 100 }, (_, i) => `i${200 + i}`));
});
