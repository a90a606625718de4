import { expect, test } from 'vitest';
import type { RecordedSignal } from '../sdk/protocol.ts';
import { createDay } from './day/day.ts';
import { placesIn, SAMPLE_FOLDER } from './sample.ts';
import { createSteps } from './steps.ts';

const signal = (id: string, at: number, customer = id, kind = 'event'): RecordedSignal => ({
  id,
  kind,
  customer,
  at,
  value: {},
});

/** Which signals go together, and when the clock has come where. */
function cut(signals: readonly RecordedSignal[], taken: (ids: string, add: (signal: RecordedSignal) => void) => void) {
  const steps = createSteps(signals);
  const all: string[] = [];
  let now = 0;
  for (let step = steps.next(now); step; step = steps.next(now)) {
    now = step.to;
    const ids = step.signals.map(({ id }) => id).join(' ');
    all.push(`${ids} ${step.to}`.trim());
    taken(ids, steps.add);
  }
  return all;
}
const nothing = () => undefined;

test('a step ends before a second signal of somebody in it, and is at most 20 seconds wide', () => {
  const day = [
    signal('a1', 0, 'a'),
    signal('b1', 5, 'b'),
    signal('a2', 10, 'a'),
    signal('c', 20_010),
    signal('d', 20_011),
  ];
  expect(cut(day, nothing)).toEqual(['a1 b1 5', 'a2 c 20010', 'd 20011']);
});

test('weather goes alone, and so does who signs in and brings what another id has done', () => {
  const day = [
    signal('a', 0),
    signal('rain', 1, '', 'weather'),
    signal('sun', 1, '', 'weather'),
    { ...signal('b', 2, 'b', 'identify'), value: { anonymousId: 'app-1' } },
    signal('c', 3),
    signal('d', 4, 'd', 'identify'),
  ];
  expect(cut(day, nothing)).toEqual(['a 0', 'rain 1', 'sun 1', 'b 2', 'c d 4']);
});

test('where nobody says anything for long, time goes on minute by minute', () => {
  expect(cut([signal('a', 1_000), signal('b', 150_000)], nothing)).toEqual(['a 1000', '61000', '121000', 'b 150000']);
});

test('what is added goes out at its time, in the same order in whichever it was added', () => {
  const answers = [signal('y', 50, 'y'), signal('x', 50, 'x'), signal('past', 3, 'z')];
  const played = (order: readonly RecordedSignal[]) =>
    cut([signal('a', 10, 'a'), signal('a2', 90, 'a')], (ids, add) => {
      if (ids === 'a') for (const one of order) add(one);
    });
  expect(played(answers)).toEqual(['a 10', 'past x y a2 90']);
  expect(played([...answers].reverse())).toEqual(played(answers));
});

test('the recorded day is cut into some thousand steps that have every signal once', async () => {
  const { signals } = createDay('leipzig', await placesIn(SAMPLE_FOLDER));
  const steps = createSteps(signals);
  const ids: (string | undefined)[] = [];
  let count = 0;
  let now = 0;
  for (let step = steps.next(now); step; step = steps.next(now)) {
    count++;
    expect(step.to).toBeGreaterThanOrEqual(now);
    now = step.to;
    ids.push(...step.signals.map(({ id }) => id));
  }
  expect(ids).toHaveLength(signals.length);
  expect(new Set(ids).size).toBe(signals.length);
  expect(count).toBeLessThan(12_000);
});
