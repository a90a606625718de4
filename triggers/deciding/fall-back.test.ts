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
import type { Candidate, Decision, Reason, Workspace } from '../gates/contract.ts';
import { buildPlacesIndex } from '../places/places-index.ts';
import message from '../signals/message.ts';
import type { CustomerState } from '../state/contract.ts';
import { noteReceipt, release } from '../state/reservations.ts';
import { rootOf, stepOf, withStep } from '../state/steps.ts';
import type { DecisionInputs, FallBack } from './contract.ts';
import { decide } from './decide.ts';
import { goOnAtOnce, keepValues } from './fall-back.ts';
import { fireDue } from './fire-due.ts';
import { sayReason } from './say-reason.ts';

const MINUTE = 60_000;
const WANTED: FallBack = { afterMs: 90_000, until: 'delivered' };

/** A customer who was written to by the first of three channels, and what the clock brings after that. */
function sentOnce({
  fallBack = WANTED,
  workspace = {} as Partial<Workspace>,
  isWanted = true,
  cooldownMs = 0,
  channels = ['push', 'sms', 'email'],
  reachable = (_channel: string): boolean => true,
} = {}) {
  const message = {
    template: 'note',
    purpose: 'service',
    channels,
    expiresMs: 60 * MINUTE,
    stillTrue: false,
    ...(isWanted && { fallBack }),
  };
  const trigger = triggerNamed('urgent', { message, cooldownMs });
  const matcher: Matcher = {
    triggers: new Map([['urgent', trigger]]),
    match: (moment, out) => void out.push({ trigger, moment, answer: true }),
    counts: { woken: new Map(), matched: new Map() },
  };
  const inputs: DecisionInputs = {
    ...{
      matcher,
      places: buildPlacesIndex([]),
      world: BERLIN,
      addressOf: (_, channel) => (reachable(channel) ? 'somewhere' : undefined),
    },
    workspace: workspaceWith({ channels, ...workspace }),
  };
  const state: CustomerState = createWilling();
  const [first] = decide(state, signalOf('cart'), [{ type: 'signal' }], inputs);
  const switches: Sent[] = [];
  const plans: Reason[] = [];
  const later = (ms: number) => {
    const sent: string[] = [];
    fireDue(state, T + ms, inputs, (decisions) => {
      for (const decision of decisions) {
        if (decision.result === 'send') {
          switches.push(decision);
          if (decision.plan) plans.push(decision.plan);
        }
        const what = decision.result === 'send' ? decision.channel : 'gate' in decision ? decision.gate : '';
        sent.push(`${stepOf(decision.candidate.id)} ${decision.result} ${what}`);
      }
    });
    return sent;
  };
  const id = first!.candidate.id;
  return { state, later, id, first, switches, plans };
}

type Sent = Extract<Decision, { result: 'send' }>;

function candidateIn(decision: Decision | undefined): Candidate {
  return (decision as Sent).candidate;
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

test('one that arrived is not taken back by a failure that is told later, or earlier', () => {
  const late = sentOnce();
  noteReceipt(late.state, late.id, 'delivered', T + MINUTE);
  release(late.state, late.id);
  expect(late.state.reservations, 'it has its place under the caps').toHaveLength(1);
  expect(late.later(90_000)).toEqual([]);

  const early = sentOnce();
  release(early.state, early.id);
  noteReceipt(early.state, early.id, 'delivered', T + MINUTE);
  expect(early.later(90_000)).toEqual([]);

  const unopened = sentOnce({ fallBack: { afterMs: 90_000, until: 'opened' } });
  release(unopened.state, unopened.id);
  noteReceipt(unopened.state, unopened.id, 'delivered', T + MINUTE);
  expect(unopened.later(90_000)).toEqual(['2 send sms']);
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

test('the plan is told with its reasons, and so is each switch', () => {
  const { state, first, later, plans } = sentOnce({
    fallBack: { afterMs: 90_000, until: 'opened' },
    reachable: (channel) => channel !== 'mms',
    channels: ['mms', 'push', 'sms', 'email'],
  });
  expect(first).toMatchObject({
    plan: { code: 'channel-plan', args: { channel: 'push', after: ['sms', 'email'], without: ['mms (reach)'] } },
  });
  state.consents = { ...state.consents, 'email:*': { granted: false, at: T, source: 'test' } };
  expect(later(90_000)).toEqual(['2 send sms']);
  expect(plans).toEqual([
    {
      code: 'channel-switch',
      args: { channel: 'sms', from: 'push', state: 'opened', seconds: 90, after: [], without: ['email (consent)'] },
    },
  ]);
  expect(sayReason(plans[0]!)).toBe('by sms, as push was not opened in 90 s; not email (consent)');
});

test('of a message with one channel, the one that was wanted, nothing is to be said', () => {
  expect(sentOnce({ channels: ['push'] }).first).toMatchObject({ plan: undefined });
  const { first } = sentOnce({ channels: ['push', 'sms'], reachable: (channel) => channel === 'sms' });
  expect(sayReason((first as { plan: Reason }).plan)).toBe('by sms; not push (reach)');
});

test('what the first message was filled from goes with it to the last channel, but not when it is too large', () => {
  const values = { template: 'note', view: { event: { gate: 'B 12' } }, setting: { at: T } };
  const { first, later, switches } = sentOnce();
  keepValues(candidateIn(first), values);
  later(90_000);
  later(180_000);
  expect(switches.map((decision) => decision.values)).toEqual([values, values]);
  const large = sentOnce();
  keepValues(candidateIn(large.first), { ...values, view: { event: { gate: 'x'.repeat(16_000) } } });
  expect(large.later(90_000)).toEqual(['2 send sms']);
  expect(large.switches.map((decision) => decision.values)).toEqual([undefined]);
});

test('a message that cannot be written for its channel goes by the next one at once', () => {
  const { first, later, plans, state } = sentOnce();
  release(state, first!.candidate.id);
  goOnAtOnce(candidateIn(first));
  expect(later(0)).toEqual(['2 send sms']);
  expect(sayReason(plans[0]!)).toBe('by sms, as the message could not be written for push, then email');
  expect(later(90_000)).toEqual(['3 send email']);
});

test('a timer that an earlier release armed goes on, from the values of then', () => {
  const { later, state, switches } = sentOnce();
  for (const [key, timer] of Object.entries(state.timers)) {
    const { from: _, values: __, ...payload } = timer.payload as Record<string, unknown>;
    state.timers[key] = { ...timer, payload };
  }
  expect(later(90_000)).toEqual(['2 send sms']);
  expect(switches).toMatchObject([{ plan: undefined, values: undefined }]);
});

test('ids of one decision differ by their step and keep the day that they end in', () => {
  expect(withStep('3k9f.20420', 2)).toBe('3k9f~2.20420');
  expect(withStep('3k9f~2.20420', 3)).toBe('3k9f~3.20420');
  expect(withStep('3k9f~2.20420', 1)).toBe('3k9f.20420');
  expect(withStep('abc', 2)).toBe('abc~2');
  expect([stepOf('3k9f.20420'), stepOf('3k9f~12.20420'), rootOf('abc~2')]).toEqual([1, 12, 'abc']);
});

test('a message that its service refuses for another channel goes by the next at once, also where no fall-back is wanted', () => {
  for (const isWanted of [false, true]) {
    const { later, id, state } = sentOnce({ isWanted, channels: ['whatsapp', 'rcs', 'email'] });
    hear(state, id, 'whatsapp', T + 10);
    expect(later(10)).toEqual(['2 send rcs']);
    hear(state, withStep(id, 2), 'rcs', T + 20);
    expect(later(20)).toEqual(['3 send email']);
  }
});

test('one that is not refused goes no further where no fall-back is wanted, and none after its time', () => {
  const taken = sentOnce({ isWanted: false, channels: ['whatsapp', 'email'] });
  expect(taken.later(61 * MINUTE)).toEqual([]);
  expect(taken.state.timers).toEqual({});
  const late = sentOnce({ isWanted: false, channels: ['whatsapp', 'email'] });
  hear(late.state, late.id, 'whatsapp', T + 60 * MINUTE);
  expect(late.later(61 * MINUTE)).toEqual([]);
});

function hear(state: CustomerState, delivery: string, channel: string, at: number): void {
  const value = { delivery, state: 'failed', channel, refusal: 'other-channel' };
  message.effect(state, { id: `${delivery} failed`, kind: 'message', customer: 'c1', at, value });
}
