import { expect, test } from 'vitest';
import { tellFailures } from './tell-failures.ts';

test('a stage that fails again and again is told of now and again, with all it was about', () => {
  const said: unknown[] = [];
  const clock = { at: 1_000, wall: () => clock.at };
  const note = (message: string, detail?: object) => void said.push([message, detail]);
  const failed = tellFailures({ info: note, warn: note, error: note }, clock);
  const cause = new Error('no Redis');
  failed('decide', 3, cause);
  failed('decide', 4, cause);
  failed('enqueue', 1, cause);
  clock.at += 60_000;
  failed('decide', 5, cause);
  expect(said).toEqual([
    ["the stage 'decide' of the pipeline failed", { signals: 3, cause }],
    ["the stage 'enqueue' of the pipeline failed", { signals: 1, cause }],
    ["the stage 'decide' of the pipeline failed", { signals: 9, cause }],
  ]);
});
