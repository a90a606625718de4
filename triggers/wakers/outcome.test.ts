import { expect, test } from 'vitest';
import { problemsWith, runOf } from '../../test/support/waker-run.ts';

const said = (state: string, more: object = {}) => ({ delivery: 'd1', trigger: 'voucher', state, ...more });

test('wakes when a message of the trigger came to this', () => {
  const run = runOf({ outcome: { of: 'voucher', is: ['opened', 'clicked'] } });
  run.signal(0, 'message', said('delivered'));
  run.signal(1, 'message', said('opened', { trigger: 'other' }));
  run.signal(2, 'message', said('opened', { machine: true }));
  run.signal(3, 'message', said('clicked'));
  expect(run.seconds).toEqual([3]);
});

test('a receipt that names only its delivery is known by what was let through', () => {
  const run = runOf({ outcome: { of: 'voucher', is: 'opened' } });
  run.signal(0, 'message', { delivery: 'd1', state: 'opened' });
  run.state.reservations = [{ id: 'd1', at: 1, trigger: 'voucher', channel: 'email', purpose: 'offers' }];
  run.signal(1, 'message', { delivery: 'd1', state: 'opened' });
  expect(run.seconds).toEqual([1]);
});

test('not-sent is all the ways in which nothing leaves', () => {
  const run = runOf({ outcome: { of: 'voucher', is: 'not-sent' } });
  for (const [i, state] of ['sent', 'held-back', 'expired', 'failed', 'uncertain'].entries()) {
    run.signal(i, 'message', said(state));
  }
  expect(run.seconds).toEqual([1, 2, 3]);
  expect(run.trigger.waker.follows).toEqual([
    { trigger: 'voucher', states: ['held-back', 'expired', 'failed'], wakes: true },
  ]);
});

test('not opened within a day', () => {
  const run = runOf({
    absence: {
      after: { outcome: { of: 'voucher', is: 'sent' } },
      not: { outcome: { of: 'voucher', is: ['opened', 'clicked'] } },
      within: '24h',
      'correlate-by': 'delivery',
    },
  });
  run.signal(0, 'message', said('sent'));
  run.signal(1, 'message', said('sent', { delivery: 'd2' }));
  run.signal(60, 'message', said('opened', { delivery: 'd2' }));
  run.tick(90_000);
  expect(run.seconds).toEqual([86_400]);
  expect(run.trigger.waker.follows).toEqual([
    { trigger: 'voucher', states: ['sent'], wakes: true },
    { trigger: 'voucher', states: ['opened', 'clicked'], wakes: false },
  ]);
});

test('refuses a state that a message cannot have', () => {
  expect(problemsWith({ outcome: { of: 'voucher', is: 'openend' } })).toEqual([
    expect.stringMatching(/^on\.outcome\.is: one of sent, delivered, opened/),
  ]);
});

test('a signal of the kind message goes by the messages of all, in the states that it asks for', () => {
  const follows = (on: unknown) => runOf({ signal: on }).trigger.waker.follows;
  const states = (...these: readonly string[]) => [{ trigger: '*', states: these, wakes: true }];
  expect(follows({ kind: 'message', where: { state: 'clicked' } })).toEqual(states('clicked'));
  expect(follows({ kind: 'message', where: { state: { 'one-of': ['opened', 'clicked'] } } })).toEqual(
    states('opened', 'clicked'),
  );
  expect(follows('message')).toMatchObject([{ trigger: '*', states: expect.arrayContaining(['sent', 'held-back']) }]);
  expect(follows('cart')).toEqual([]);
});
