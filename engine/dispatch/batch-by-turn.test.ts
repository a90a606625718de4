import { expect, test } from 'vitest';
import { batchByTurn } from './batch-by-turn.ts';

function asking() {
  const asked: [shard: number, all: readonly number[]][] = [];
  const ask = batchByTurn(async (shard, all: readonly number[]) => {
    asked.push([shard, all]);
    if (all.includes(-1)) throw new Error('no Redis');
    return all.map((one) => one * 10 + shard);
  });
  return { asked, ask };
}

test('what is asked of a shard in one turn goes as one, and each has its own answer', async () => {
  const { asked, ask } = asking();
  expect(await Promise.all([ask(1, 3), ask(2, 4), ask(1, 5), ask(1, 3)])).toEqual([31, 42, 51, 31]);
  expect(asked).toEqual([
    [1, [3, 5, 3]],
    [2, [4]],
  ]);
});

test('nothing is remembered: asked again it is asked anew', async () => {
  const { asked, ask } = asking();
  await ask(1, 3);
  await ask(1, 3);
  expect(asked).toHaveLength(2);
});

test('no more than 64 go together', async () => {
  const { asked, ask } = asking();
  await Promise.all(Array.from({ length: 65 }, (_, i) => ask(1, i)));
  expect(asked.map(([, all]) => all.length)).toEqual([64, 1]);
});

test('what goes wrong goes wrong for all of that turn, and for nobody else', async () => {
  const { ask } = asking();
  const both = await Promise.allSettled([ask(1, 3), ask(1, -1), ask(2, 4)]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  expect(await ask(1, 3)).toBe(31);
});
