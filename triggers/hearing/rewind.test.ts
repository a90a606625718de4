import { expect, test } from 'vitest';
import { emptyState } from '../state/empty-state.ts';
import { rewind } from './rewind.ts';

test('what came later is not known yet, what was true before is', () => {
  const state = emptyState('anna');
  Object.assign(state, {
    firstAt: 10,
    lastAt: 90,
    identified: true,
    positionAt: 80,
    seen: { bytes: new Uint8Array(1), length: 1 },
  });
  state.values['customer.plan'] = { v: 'gold', at: 20, source: 'identify' };
  state.values['cart.id'] = { v: 'c-2', at: 60, source: 'cart' };
  state.consents = { ...state.consents, '*:*': { granted: true, at: 49, source: 'app' } };
  state.consents = { ...state.consents, 'email:*': { granted: false, at: 50, source: 'app' } };
  state.suppressed = { ...state.suppressed, email: { reason: 'bounced', at: 70 } };
  state.inside.alex = { since: 30 };
  state.inside.zoo = { since: 80 };
  state.fired = { hello: 40, later: 60 };
  state.reservations = [
    { id: 'a', at: 40, trigger: 'hello', channel: 'email', purpose: 'offers' },
    { id: 'b', at: 60, trigger: 'later', channel: 'email', purpose: 'offers' },
  ];
  state.timers['hello|x'] = { dueAt: 100, trigger: 'hello', key: 'x' };
  const before = structuredClone(state);
  expect(rewind(state, 50)).toEqual({
    ...emptyState('anna'),
    identified: true,
    firstAt: 10,
    lastAt: 20,
    values: { 'customer.plan': state.values['customer.plan'] },
    consents: { '*:*': state.consents['*:*'] },
    inside: { alex: { since: 30 } },
    fired: { hello: 40 },
    reservations: [state.reservations[0]],
  });
  expect(state).toEqual(before);
});

test('who was first heard of later is a stranger', () => {
  const state = Object.assign(emptyState('anna'), { firstAt: 60, lastAt: 90, identified: true });
  expect(rewind(state, 50)).toEqual(emptyState('anna'));
});

test('what happened and what was done with messages is known as it was then', () => {
  const state = emptyState('anna');
  const sent = { trigger: 't', channel: 'email', purpose: 'offers' };
  state.reservations = [
    { ...sent, id: 'a', at: 10, opened: 20, clicked: 60 },
    { ...sent, id: 'b', at: 55 },
  ];
  state.reservationsFrom = 5;
  state.marks = {
    'events x': {
      from: 3,
      times: [
        [10, 'a'],
        [60, 'b'],
      ],
    },
    'events y': { from: 55, times: [[60, 'b']] },
    'device.battery <20~5': 1,
  };
  expect(rewind(state, 50)).toEqual({
    ...emptyState('anna'),
    reservations: [{ ...sent, id: 'a', at: 10, opened: 20 }],
    reservationsFrom: 5,
    marks: { 'events x': { from: 3, times: [[10, 'a']] } },
  });
});
