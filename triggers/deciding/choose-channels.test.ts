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
import message from '../signals/message.ts';
import type { CustomerState } from '../state/contract.ts';
import type { DecisionInputs } from './contract.ts';
import { decide } from './decide.ts';
import { sayReason } from './say-reason.ts';

const DAY = 86_400_000;
const CHANNELS = ['push', 'sms', 'email'];

/** A customer whom a trigger writes to, a day later each time; `react` says what they do. */
function diary(more: Partial<Workspace> = {}, priority = 50, channels: readonly string[] | undefined = undefined) {
  const state: CustomerState = createWilling();
  state.values['device.form'] = { v: 'phone', at: T, source: 'device' };
  const { message: usual } = triggerNamed('offer').definition;
  const narrowed = channels && { ...usual, channels, isPreferred: true as const };
  const trigger = triggerNamed('offer', { priority, ...(narrowed && { message: narrowed }) });
  const matcher: Matcher = {
    triggers: new Map([['offer', trigger]]),
    match: (moment, out) => void out.push({ trigger, moment, answer: true }),
    counts: { woken: new Map(), matched: new Map() },
  };
  const reachable = new Set(CHANNELS);
  const inputs: DecisionInputs = {
    ...{ matcher, places: buildPlacesIndex([]), world: BERLIN },
    addressOf: (_, channel) => (reachable.has(channel) ? 'somewhere' : undefined),
    workspace: workspaceWith({ channels: CHANNELS, learning: { explore: 0, halfLifeMs: 30 * DAY }, ...more }),
  };
  let day = 0;
  const decideOnce = () => {
    const at = T + ++day * DAY;
    const [decision] = decide(state, signalOf('cart', {}, { id: `s${day}`, at }), [{ type: 'signal' }], inputs);
    if (decision?.result !== 'send') throw new Error('nothing was sent');
    return { decision, at };
  };
  const react = (did: string, delivery: string, at: number, machine = false) =>
    message.effect(state, signalOf('message', { state: did, delivery, channel: 'x', machine }, { at: at + 1_000 }));
  return { state, reachable, decideOnce, react };
}

test('what a customer reacts to is learnt: the channel, the part of the day, the device, and it is said why', () => {
  const { decideOnce, react } = diary();
  const went: string[] = [];
  for (let i = 0; i < 12; i++) {
    const { decision, at } = decideOnce();
    went.push(decision.channel);
    if (decision.channel === 'sms') react('clicked', decision.candidate.id, at);
  }
  expect(new Set(went)).toEqual(new Set(['push', 'sms']));
  expect(went.slice(-6)).toEqual(Array(6).fill('sms'));
  const { decision } = decideOnce();
  expect(decision.plan).toMatchObject({
    code: 'channel-learnt',
    args: { channel: 'sms', ground: 'best', daypart: 'evening', form: 'phone', urgent: 'no', after: [], without: [] },
  });
  expect(sayReason(decision.plan!)).toMatch(
    /^by sms, as it works best for the customer \(\d\d % in the evening on a phone, by [\d.]+ messages, than (?:push|email) \d+ %, (?:push|email) \d+ %\)$/,
  );
});

test('one reaction counts once, a machine’s never, and a message that never left not at all', () => {
  const { state, decideOnce, react } = diary();
  const { decision, at } = decideOnce();
  const fared = () => state.channels!.push!.fared!['evening.phone'];
  expect(fared()).toEqual({ hits: 0, misses: 1, at });
  react('opened', decision.candidate.id, at, true);
  expect(fared()).toEqual({ hits: 0, misses: 1, at });
  for (const did of ['opened', 'clicked', 'replied']) react(did, decision.candidate.id, at);
  expect(fared()).toEqual({ hits: 1, misses: 0, at });
  const second = diary();
  const failed = second.decideOnce();
  second.react('failed', failed.decision.candidate.id, failed.at);
  expect(second.state.channels!.push!.fared!['evening.phone']).toEqual({ hits: 0, misses: 0, at: failed.at });
});

test('a template that is not written for every channel leaves the choice among the others', () => {
  const { decideOnce } = diary({}, 50, ['sms', 'email']);
  expect(decideOnce().decision.plan).toMatchObject({
    args: { channel: 'sms', over: [expect.stringMatching(/^email /)] },
  });
});

test('what is urgent goes by what is seen at once', () => {
  const { decideOnce } = diary({}, 90, ['email', 'sms']);
  expect(decideOnce().decision.plan).toMatchObject({ args: { channel: 'sms', urgent: 'yes' } });
});

test('what the customer said comes before what was learnt', () => {
  const { state, decideOnce } = diary();
  state.values['customer.preferredChannel'] = { v: 'email', at: T, source: 'identify' };
  const { decision } = decideOnce();
  expect([decision.channel, decision.plan?.code]).toEqual(['email', 'channel-stated']);
  expect(sayReason(decision.plan!)).toBe('by email, as the customer wishes');
});

test('only what may be used now is chosen from: reachable, allowed, its window not closed', () => {
  const { state, reachable, decideOnce } = diary();
  reachable.delete('push');
  state.consents = { ...state.consents, 'sms:*': { granted: false, at: 9, source: 'test' } };
  expect(decideOnce().decision.channel, 'there is nothing to choose').toBe('email');
  state.consents = { '*:*': { granted: true, at: 10, source: 'test' } };
  expect(decideOnce().decision.plan).toMatchObject({ args: { over: [expect.stringMatching(/^(sms|email) /)] } });
});

test('with a share for it, channels of which little is known are tried out; with none they are not', () => {
  const tried = (explore: number) => {
    const { decideOnce, react } = diary({ learning: { explore, halfLifeMs: 365 * DAY } });
    let others = 0;
    for (let i = 0; i < 200; i++) {
      const { decision, at } = decideOnce();
      if (decision.channel === 'push') react('opened', decision.candidate.id, at);
      else others++;
    }
    return others;
  };
  expect(tried(0)).toBe(0);
  expect(tried(0.2)).toBeGreaterThan(20);
  expect(tried(0.2)).toBeLessThan(70);
});

test('without the setting nothing is learnt or stored', () => {
  const { state, decideOnce } = diary({ learning: undefined as never });
  decideOnce();
  expect(state.channels).toBeUndefined();
});

test('all that is kept of a channel stays small', () => {
  const { state, decideOnce } = diary();
  for (let i = 0; i < 400; i++) {
    state.values['device.form'] = { v: `form-${i % 30}`, at: T + i * DAY, source: 'device' };
    decideOnce();
  }
  expect(JSON.stringify(state.channels).length).toBeLessThan(6_000);
});
