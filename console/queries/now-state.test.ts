import { expect, test } from 'vitest';
import type { LiveSecond } from '../../engine/api/contract.ts';
import { beginNow, countOf, seeConnection, seeSecond, signalsOf, slowestOf } from './now-state.ts';

const second = (at: number, more: Partial<LiveSecond> = {}): LiveSecond => ({
  engine: 'e1',
  at,
  signals: 10,
  steps: { sent: 2 },
  p95Ms: 4,
  decisions: [],
  positions: [],
  decisionsEach: 1,
  positionsEach: 1,
  ...more,
});

test('engines at the same second count together, the slowest of them is told', () => {
  let state = seeSecond(beginNow(), second(5_000));
  state = seeSecond(state, second(5_400, { engine: 'e2', p95Ms: 9, steps: { sent: 1, failed: 1 } }));
  expect(state.seconds).toEqual([{ at: 5, signals: 20, steps: { sent: 3, failed: 1 }, p95Ms: 9 }]);
  expect([signalsOf(state), countOf(state, 'sent', 'failed'), slowestOf(state)]).toEqual([20, 4, 9]);
});

test('a minute is kept, no more', () => {
  let state = beginNow();
  for (let i = 0; i < 90; i++) state = seeSecond(state, second(i * 1_000));
  expect(state.seconds).toHaveLength(60);
  expect(state.seconds[0]?.at).toBe(30);
});

test('a lost connection is a gap in the list, with its length', () => {
  let state = seeConnection(beginNow(), true, 0);
  expect(state.decisions).toEqual([]);
  state = seeConnection(state, false, 10_000);
  state = seeConnection(state, false, 12_000);
  state = seeConnection(state, true, 17_000);
  expect(state.decisions).toEqual([{ gapSeconds: 7, at: 17_000 }]);
  expect(state.lostAt).toBeUndefined();
});

test('somebody is where they were seen last, and is forgotten after two minutes', () => {
  let state = seeSecond(beginNow(), second(0, { positions: [{ customer: 'hanna', lat: 1, lon: 2 }] }));
  state = seeSecond(state, second(1_000, { positions: [{ customer: 'hanna', lat: 3, lon: 4 }] }));
  expect([...state.positions.values()]).toEqual([{ customer: 'hanna', lat: 3, lon: 4, seenAt: 1_000 }]);
  expect(seeSecond(state, second(130_000)).positions.size).toBe(0);
});

test('people without a name are each somebody else', () => {
  const positions = [
    { customer: '', lat: 1, lon: 2 },
    { customer: '', lat: 3, lon: 4 },
  ];
  expect(seeSecond(beginNow(), second(0, { positions })).positions.size).toBe(2);
});
