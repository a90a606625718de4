import { expect, test } from 'vitest';
import {
  BERLIN,
  createWilling,
  signalOf,
  THURSDAY_EVENING as T,
  triggerNamed,
  workspaceWith,
} from '../../test/support/moments.ts';
import type { Matcher } from '../contract.ts';
import type { Workspace } from '../gates/contract.ts';
import { buildPlacesIndex } from '../places/places-index.ts';
import type { CustomerState } from '../state/contract.ts';
import { noteReceipt, release } from '../state/reservations.ts';
import { rootOf, stepOf, withStep } from '../state/steps.ts';
import type { DecisionInputs, FallBack } from './contract.ts';
import { decide } from './decide.ts';
import { fireDue } from './fire-due.ts';

const MINUTE = 60_000;
const WANTED: FallBack = { afterMs: 90_000, until: 'delivered' };

/** A customer who was written to by the first of three channels, and what the clock brings after that. */
function sentOnce({
  fallBack = WANTED,
  workspace = {} as Partial<Workspace>,
  cooldownMs = 0,
  channels = ['push', 'sms', 'email'],
} = {}) {
  const message = {
    template: 'note',
    purpose: 'service',
    channels,
    expiresMs: 60 * MINUTE,
    stillTrue: false,
    fallBack,
  };
  const trigger = triggerNamed('urgent', { message, cooldownMs });
  const matcher: Matcher = {
    triggers: new Map([['urgent', trigger]]),
    match: (moment, out) => void out.push({ trigger, moment, answer: true }),
    counts: { woken: new Map(), matched: new Map() },
  };
  const inputs: DecisionInputs = {
    ...{ matcher, places: buildPlacesIndex([]), world: BERLIN, addressOf: () => 'somewhere' },
    workspace: workspaceWith({ channels, ...workspace }),
  };
  const state: CustomerState = createWilling();
  const [first] = decide(state, signalOf('cart'), [{ type: 'signal' }], inputs);
  const later = (ms: number) => {
    const sent: string[] = [];
    fireDue(state, T + ms, inputs, (decisions) => {
      for (const decision of decisions) {
        const what = decision.result === 'send' ? decision.channel : 'gate' in decision ? decision.gate : '';
        sent.push(`${stepOf(decision.candidate.id)} ${decision.result} ${what}`);
      }
    });
    return sent;
  };
  return { state, later, id: first!.candidate.id, first };
}

test('without a receipt it goes by the next channel, and then by the one after', () => {
  const { later, first, state } = sentOnce();
  expect(first).toMatchObject({ result: 'send', channel: 'push' });
  expect(later(89_000)).toEqual([]);
  expect(later(90_000)).toEqual(['2 send sms']);
  expect(later(180_000)).toEqual(['3 send email']);
  expect(later(60 * MINUTE)).toEqual([]);
  expect(state.reservations.map(({ id, channel }) => `${stepOf(id)} ${channel}`)).toEqual([
    '1 push',
    '2 sms',
    '3 email',
  ]);
  expect(new Set(state.reservations.map(({ id }) => rootOf(id))).size).toBe(1);
});

test('a receipt in time ends it, also one that says more than was asked for', () => {
  for (const did of ['delivered', 'opened', 'clicked', 'replied'] as const) {
    const { state, id, later } = sentOnce();
    noteReceipt(state, id, did, T + MINUTE);
    expect(later(10 * MINUTE), did).toEqual([]);
  }
  const { state, id, later } = sentOnce({ fallBack: { afterMs: 90_000, until: 'opened' } });
  noteReceipt(state, id, 'delivered', T + MINUTE);
  expect(later(90_000)).toEqual(['2 send sms']);
});

test('one that never left goes on', () => {
  const { state, id, later } = sentOnce();
  release(state, id);
  expect(later(90_000)).toEqual(['2 send sms']);
});

test('it is one message for caps and cooldowns', () => {
  const caps = [{ most: 1, withinMs: 24 * 60 * MINUTE }];
  const { state, later } = sentOnce({ workspace: { caps }, cooldownMs: 60 * MINUTE });
  expect(later(90_000)).toEqual(['2 send sms']);
  expect(state.reservations).toHaveLength(2);
});

test('who took their yes back meanwhile gets nothing more, and quiet hours put it off', () => {
  const { state, later } = sentOnce();
  state.consents = { '*:*': { granted: false, at: T + MINUTE, source: 'unsubscribe-link' } };
  expect(later(90_000)).toEqual(['2 held-back consent']);
  expect(later(60 * MINUTE)).toEqual([]);
});

test('it ends with the message’s own time, and where no channel is left', () => {
  expect(sentOnce({ fallBack: { afterMs: 61 * MINUTE, until: 'delivered' } }).later(120 * MINUTE)).toEqual([]);
  const { state } = sentOnce({ channels: ['push'] });
  expect(Object.keys(state.timers)).toEqual([]);
});

test('ids of one decision differ by their step and keep the day that they end in', () => {
  expect(withStep('3k9f.20420', 2)).toBe('3k9f~2.20420');
  expect(withStep('3k9f~2.20420', 3)).toBe('3k9f~3.20420');
  expect(withStep('3k9f~2.20420', 1)).toBe('3k9f.20420');
  expect(withStep('abc', 2)).toBe('abc~2');
  expect([stepOf('3k9f.20420'), stepOf('3k9f~12.20420'), rootOf('abc~2')]).toEqual([1, 12, 'abc']);
});
