import { expect, test } from 'vitest';
import { tellFailures } from './tell-failures.ts';

test('a stage that fails again and again is told of now and again, with all it was about', () => {
  const said: unknown[] = [];
  const clock = { at: 1_000, wall: () => clock.at };
  const note = (_: string, detail?: object) => void said.push(detail);
  const failed = tellFailures({ info: note, warn: note, error: note }, clock);
  const cause = new Error('no Redis');
  failed('decide', 3, cause);
  failed('decide', 4, cause);
  failed('enqueue', 1, cause);
  clock.at += 10_000;
  failed('decide', 5, cause);
  expect(said).toEqual([
    { stage: 'decide', signals: 3, cause },
    { stage: 'enqueue', signals: 1, cause },
    { stage: 'decide', signals: 9, cause },
  ]);
});
