import { expect, test } from 'vitest';
import type { Signal } from '../../sdk/protocol.ts';
import { createWilling, momentWith, signalOf, THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import type { Origin } from '../contract.ts';
import type { KeptOrigin } from './contract.ts';
import { keepOrigin, restoreOrigin } from './kept-origin.ts';
import { lostOrigin, timerOrigin, worldOrigin } from './origins.ts';

const state = createWilling('ann');
const timer = { trigger: 'quiet', key: 'silence', dueAt: T };
const change = { what: 'stock', place: 'mitte', sku: 'boots', quantity: 3 } as const;
const TIMER = { id: `timer:ann:quiet:silence:${T}`, kind: 'timer', customer: 'ann', at: T, value: {} };
const WORLD = { id: 'w1', kind: 'world', customer: 'ann', at: T, value: { ...change } };

test('a signal is kept whole and comes back as itself, with its stimulus', () => {
  const signal = signalOf('cart', { value: 5 });
  expect(keepOrigin(momentWith(state, { signal }))).toBe(signal);
  const back = restoreOrigin(signal, { stimulus: 'enter' }, undefined);
  expect(back).toEqual({ origin: signal, signal, stimulus: { type: 'signal' } });
});

test('a timer is kept as earlier releases keep it, and comes back without a signal', () => {
  const stimulus = { type: 'timer', ...timer } as const;
  const moment = momentWith(state, { origin: timerOrigin('ann', timer), signal: undefined, stimulus });
  expect(keepOrigin(moment)).toEqual(TIMER);
  expect(restoreOrigin(TIMER, { stimulus: 'signal' }, undefined)).toEqual({
    origin: { id: TIMER.id, kind: 'timer', at: T },
    signal: undefined,
    stimulus: { type: 'again' },
  });
});

test('a change of the world is kept as earlier releases keep it, and comes back as the change', () => {
  const stimulus = { type: 'world', change } as const;
  const moment = momentWith(state, { origin: worldOrigin('w1', T), signal: undefined, stimulus });
  expect(keepOrigin(moment)).toEqual(WORLD);
  const back = restoreOrigin(WORLD, { stimulus: 'signal' }, undefined);
  expect(back).toEqual({ origin: { id: 'w1', kind: 'world', at: T }, signal: undefined, stimulus });
  expect(keepOrigin(momentWith(state, back))).toEqual(WORLD);
});

test('an origin is no signal: it has neither customer nor value, and the compiler says so', () => {
  const isSignal: Origin extends Signal ? true : false = false;
  const keptIsSignal: KeptOrigin extends Signal ? true : false = false;
  expect([isSignal, keptIsSignal]).toEqual([false, false]);
  for (const origin of [timerOrigin('ann', timer), worldOrigin('w1', T), lostOrigin(T)]) {
    expect(Object.keys(origin)).toEqual(['id', 'kind', 'at']);
  }
});
