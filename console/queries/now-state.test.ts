import { expect, test } from 'vitest';
import type { LiveDecision, LiveSecond } from '../../engine/api/contract.ts';
import { beginNow, countOf, type NowState, seeConnection, seeSecond, signalsOf, slowestOf } from './now-state.ts';

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

test('a message that was on its way and is sent is one line, also where its steps come out of order', () => {
  const step = (at: number, name: LiveDecision['step'], decision = 'd-1'): LiveDecision => ({
    ...{
      at,
      decision,
      step: name,
      customer: 'hanna',
      signal: 's',
      trigger: 't',
      place: '',
      channel: 'email',
      gate: '',
    },
  });
  const shown = (state: NowState) => state.decisions.map((one) => ('step' in one ? one.step : 'gap'));
  let state = seeSecond(beginNow(), second(1_000, { decisions: [step(900, 'queued'), step(950, 'held-back', 'd-2')] }));
  expect(shown(state)).toEqual(['held-back', 'queued']);
  state = seeSecond(state, second(2_000, { decisions: [step(1_400, 'sent')] }));
  expect(shown(state)).toEqual(['sent', 'held-back']);
  state = seeSecond(state, second(3_000, { engine: 'e2', decisions: [step(900, 'queued')] }));
  expect(shown(state)).toEqual(['sent', 'held-back']);
  state = seeSecond(state, second(4_000, { decisions: [step(3_500, 'queued', 'd-3'), step(3_500, 'sent', 'd-3')] }));
  expect(shown(state)).toEqual(['sent', 'sent', 'held-back']);
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
