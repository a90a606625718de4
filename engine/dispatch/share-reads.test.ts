import { expect, test } from 'vitest';
import { shareReads } from './share-reads.ts';

/** A store whose reads are answered when the test says so, each with what is stored then. */
function slowStore() {
  const stored: Record<string, number> = {};
  const open: (() => void)[] = [];
  const read = shareReads((key) => {
    const found = stored[key];
    return new Promise<number | undefined>((resolve) => open.push(() => resolve(found)));
  });
  return { stored, open, read };
}

test('whoever asks while a read is under way gets the next one, all together', async () => {
  const { stored, open, read } = slowStore();
  stored.anna = 1;
  const first = read('anna');
  // It is changed while the first read is under way: nobody who asks from now on may get what was before.
  stored.anna = 2;
  const later = Array.from({ length: 999 }, () => read('anna'));
  open.shift()!();
  expect(await first).toBe(1);
  await Promise.resolve();
  expect(open).toHaveLength(1);
  open.shift()!();
  expect(new Set(await Promise.all(later))).toEqual(new Set([2]));
  void read('anna');
  expect(open).toHaveLength(1);
});

test('reads of other keys do not wait for it', async () => {
  const { open, read } = slowStore();
  void read('anna');
  void read('ben');
  expect(open).toHaveLength(2);
});

test('a read that fails is its askers’ alone: the next is made', async () => {
  let tries = 0;
  const read = shareReads(async () => {
    tries += 1;
    if (tries === 1) throw new Error('away');
    return tries;
  });
  const [first, second] = await Promise.allSettled([read('anna'), read('anna')]);
  expect(first.status).toBe('rejected');
  expect(second).toEqual({ status: 'fulfilled', value: 2 });
  expect(await read('anna')).toBe(3);
});
