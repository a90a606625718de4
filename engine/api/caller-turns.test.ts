import { expect, test } from 'vitest';
import { createCallerTurns, TurnLost } from './caller-turns.ts';

const STAYS = new AbortController().signal;

/** Work that ends when it is told to, or when it is cancelled. */
function work() {
  let end: (said: string) => void = () => undefined;
  const run = (cancelled: AbortSignal) =>
    new Promise<string>((resolve) => {
      end = resolve;
      cancelled.addEventListener('abort', () => resolve('cut short'));
    });
  return { run, end: (said: string) => end(said) };
}

test('so many run at once, and the others in the order in which they came', async () => {
  const turns = createCallerTurns(1, 5);
  const began: string[] = [];
  const works = ['a', 'b', 'c'].map((name) => ({ name, ...work() }));
  const taken = works.map(({ name, run }) =>
    turns.take(name, STAYS, (cancelled) => {
      began.push(name);
      return run(cancelled);
    }),
  );
  for (const [i, { name, end }] of works.entries()) {
    await expect.poll(() => began.length).toBe(i + 1);
    end(name);
    await expect(taken[i]).resolves.toBe(name);
  }
  expect(began).toEqual(['a', 'b', 'c']);
});

test('a caller who asks again, or leaves, ends what they asked before', async () => {
  const turns = createCallerTurns(2, 5);
  const [first, second] = [work(), work()];
  const replaced = turns.take('mara', STAYS, first.run);
  const kept = turns.take('mara', STAYS, second.run);
  await expect(replaced).rejects.toMatchObject({ why: 'replaced' });
  await Promise.resolve();
  second.end('done');
  await expect(kept).resolves.toBe('done');
  const leaving = new AbortController();
  const left = turns.take('mara', leaving.signal, work().run);
  leaving.abort();
  await expect(left).rejects.toMatchObject({ why: 'left' });
});

test('one too many is refused, and waits for nothing', async () => {
  const turns = createCallerTurns(1, 1);
  const running = work();
  const first = turns.take(undefined, STAYS, running.run);
  const second = turns.take(undefined, STAYS, async () => 'second');
  await expect(turns.take(undefined, STAYS, async () => 'third')).rejects.toBeInstanceOf(TurnLost);
  running.end('first');
  await expect(Promise.all([first, second])).resolves.toEqual(['first', 'second']);
});
