import { describe, expect, test } from 'vitest';
import { signalOf, THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import type { CustomerState } from '../state/contract.ts';
import { emptyState } from '../state/empty-state.ts';
import consent from './consent.ts';
import identify from './identify.ts';
import message from './message.ts';

type Kind = { readonly name: string; effect(state: CustomerState, signal: ReturnType<typeof signalOf>): void };
/** A customer, and how signals of one kind change what is kept of them; times are seconds. */
function of(kind: Kind) {
  const state = emptyState('c1');
  const say = (value: Readonly<Record<string, unknown>>, seconds = 0) =>
    kind.effect(state, signalOf(kind.name, value, { at: T + seconds * 1_000 }));
  return { state, say };
}

describe('identify', () => {
  const traits = (state: CustomerState) => Object.fromEntries(Object.entries(state.values).map(([f, { v }]) => [f, v]));

  test('says who the customer is, the newest of each trait', () => {
    const { state, say } = of(identify);
    say({ traits: { plan: 'pro', name: 'Eva' } }, 5);
    say({ traits: { plan: 'free', city: 'Graz' } }, 3);
    say({ traits: { name: null } }, 5);
    expect(state.identified).toBe(true);
    expect(traits(state)).toEqual({ 'customer.plan': 'pro', 'customer.name': null, 'customer.city': 'Graz' });
  });

  test('forgets the traits that were said longest ago, beyond how many or how much is kept', () => {
    const { state, say } = of(identify);
    state.values['cart.id'] = { v: 'k', at: T - 9_000, source: 'cart' };
    for (let i = 0; i < 300; i++) say({ traits: { [`t${i}`]: i } }, i);
    expect(Object.keys(state.values)).toHaveLength(257);
    expect(traits(state)).toMatchObject({ 'customer.t44': 44, 'customer.t299': 299, 'cart.id': 'k' });
    expect(state.values).not.toHaveProperty(['customer.t43']);
    say({ traits: { long: 'x'.repeat(65_000) } }, 400);
    expect(Object.keys(state.values).length, 'what fits beside it').toBeLessThan(60);
    expect(traits(state)).toMatchObject({ 'customer.t299': 299 });
  });
});

describe('consent', () => {
  const answer = (granted: boolean, more: object = {}) => ({ channel: 'email', purpose: 'offers', granted, ...more });

  test('is the newest answer, whatever order they come in; of two of one instant a no', () => {
    const { state, say } = of(consent);
    const holds = () => state.consents['email:offers']?.granted;
    say(answer(true), 5);
    say(answer(false), 3);
    expect(holds()).toBe(true);
    say(answer(false), 5);
    expect(holds()).toBe(false);
    say(answer(true), 5);
    expect(holds(), 'a yes of that instant does not undo it').toBe(false);
    say(answer(true, { source: 'shop' }), 6);
    expect(state.consents['email:offers']).toEqual({ granted: true, at: T + 6_000, source: 'shop' });
  });

  test('has its kind as its source where none is said', () => {
    const { state, say } = of(consent);
    say(answer(true));
    expect(state.consents['email:offers']?.source).toBe('consent');
  });

  test('forgets the oldest yes when there are too many, and no no before a yes', () => {
    const { state, say } = of(consent);
    say(answer(false, { purpose: 'first' }));
    for (let i = 1; i <= 515; i++) say(answer(true, { purpose: `p${i}` }), i);
    const kept = Object.keys(state.consents);
    expect(kept.length).toBe(512);
    expect(kept).toContain('email:first');
    expect(kept).toContain('email:p515');
    expect(kept).not.toContain('email:p1');
  });
});

describe('message', () => {
  const reserved = () => {
    const { state, say } = of(message);
    state.reservations = [{ id: 'd1', at: T, trigger: 't', channel: 'email', purpose: 'offers' }];
    state.fired = { t: T };
    return { state, say };
  };

  test.each(['failed', 'expired', 'held-back'])('%s gives back the place in caps and cooldowns', (became) => {
    const { state, say } = reserved();
    say({ delivery: 'd1', state: became });
    expect(state).toMatchObject({ reservations: [], fired: {} });
  });

  test.each(['sent', 'delivered', 'bounced', 'complained'])('%s keeps it', (became) => {
    const { state, say } = reserved();
    say({ delivery: 'd1', state: became });
    expect(state).toMatchObject({ reservations: [{ id: 'd1' }], fired: { t: T } });
  });

  test.each(['opened', 'clicked', 'replied'])('%s is noted once, when a person did it and no machine', (became) => {
    const { state, say } = reserved();
    say({ delivery: 'd1', state: became, machine: true }, 1);
    expect(state.reservations[0]).not.toHaveProperty(became);
    say({ delivery: 'd1', state: became }, 2);
    say({ delivery: 'd1', state: became }, 3);
    expect(state.reservations[0]).toMatchObject({ [became]: T + 2_000 });
  });

  test('a complaint stops the channel, a hard bounce its address; a soft one, or one of no channel, stops nothing', () => {
    const { state, say } = of(message);
    say({ state: 'bounced', channel: 'email', address: 'a@b.example', reason: 'full' });
    say({ state: 'bounced', address: 'a@b.example', hard: true });
    say({ state: 'opened', channel: 'email', hard: true });
    expect(state.suppressed).toEqual({});
    say({ state: 'bounced', channel: 'email', address: ' A@b.example', hard: true, reason: 'no such user' });
    say({ state: 'complained', channel: 'sms' });
    expect(state.suppressed).toEqual({
      'email:a@b.example': { reason: 'bounced: no such user', at: T },
      sms: { reason: 'complained', at: T },
    });
    say({ state: 'bounced', channel: 'push', hard: true });
    expect(state.suppressed, 'nobody said which address').toHaveProperty('push');
  });
});
