import { expect, test } from 'vitest';
import { IdQueue } from './id-queue.ts';

test('ids come out in their order, with those in front first, however many were taken before', () => {
  const queue = new IdQueue();
  const ids = Array.from({ length: 10_000 }, (_, i) => `i${i}`);
  for (const id of ids) queue.push(id);
  const taken = [...queue.take(7_000)];
  queue.pushFront(['a', 'b']);
  expect(queue.length).toBe(3_002);
  expect(queue.take(2)).toEqual(['a', 'b']);
  taken.push(...queue.take(9_999));
  expect(taken).toEqual(ids);
  queue.replace(['c']);
  expect([...queue.take(5), queue.length]).toEqual(['c', 0]);
});
