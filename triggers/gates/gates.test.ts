import { describe, expect, test } from 'vitest';
import {
  candidateWith,
  createWilling,
  gateInputsWith,
  THURSDAY_EVENING,
  triggerNamed,
  workspaceWith,
} from '../../test/support/moments.ts';
import { GATES, passGates } from '../deciding/order.ts';
import { emptyState } from '../state/empty-state.ts';
import { reserve } from '../state/reservations.ts';
import consent from './consent.ts';
import type { Candidate } from './contract.ts';
import cooldown from './cooldown.ts';
import frequencyCap from './frequency-cap.ts';
import holdOut from './hold-out.ts';
import priority from './priority.ts';
import quietHours, { quietUntil } from './quiet-hours.ts';
import reach from './reach.ts';
import shadow from './shadow.ts';
import suppression from './suppression.ts';

const HOUR = 3_600_000;

describe('consent', () => {
  test('a purpose that the workspace does not have asks for a recorded yes, as marketing does', () => {
    const candidate = candidateWith(emptyState('c1'));
    const inputs = gateInputsWith();
    const without = { ...inputs, workspace: { ...inputs.workspace, purposes: {} } };
    expect(consent.check(candidate, without)).toHaveProperty('hold');
  });

  const service = triggerNamed('a', { message: { ...triggerNamed('a').definition.message, purpose: 'service' } });

  test('marketing without a recorded yes is stopped and says for what', () => {
    expect(consent.check(candidateWith(emptyState('c1')), gateInputsWith())).toEqual({
      hold: { code: 'no-consent', args: { purpose: 'offers', channels: ['email', 'in-app'] } },
    });
  });
  test('service goes without a yes, but not against a no', () => {
    const state = emptyState('c1');
    expect(consent.check(candidateWith(state, service), gateInputsWith())).toEqual({ pass: ['email', 'in-app'] });
    state.consents = { ...state.consents, 'email:*': { granted: false, at: 5, source: 'test' } };
    expect(consent.check(candidateWith(state, service), gateInputsWith())).toEqual({ pass: ['in-app'] });
  });
  test('the newest word counts, also a broad no after a narrow yes', () => {
    const state = emptyState('c1');
    state.consents = { ...state.consents, 'email:offers': { granted: true, at: 5, source: 'test' } };
    expect(consent.check(candidateWith(state), gateInputsWith())).toEqual({ pass: ['email'] });
    state.consents = { ...state.consents, '*:*': { granted: false, at: 6, source: 'test' } };
    expect(consent.check(candidateWith(state), gateInputsWith())).toHaveProperty('hold');
    state.consents = { ...state.consents, 'email:offers': { granted: true, at: 6, source: 'test' } };
    expect(consent.check(candidateWith(state), gateInputsWith()), 'a tie is a no').toHaveProperty('hold');
  });
});

test('a suppressed address is not written to, and the reason is told', () => {
  const state = createWilling();
  state.suppressed = { ...state.suppressed, email: { reason: 'hard bounce', at: 1 } };
  expect(suppression.check(candidateWith(state), gateInputsWith())).toEqual({ pass: ['in-app'] });
  expect(suppression.check(candidateWith(state, undefined, ['email']), gateInputsWith())).toEqual({
    hold: { code: 'suppressed', args: { channels: ['email'] }, words: 'email: hard bounce' },
  });
});

test('a channel without an address is left out', () => {
  const addressOf = (_: unknown, channel: string) => (channel === 'in-app' ? 'c1' : undefined);
  expect(reach.check(candidateWith(createWilling()), gateInputsWith({ addressOf }))).toEqual({ pass: ['in-app'] });
  expect(reach.check(candidateWith(createWilling()), gateInputsWith({ addressOf: () => undefined }))).toEqual({
    hold: { code: 'no-address', args: { channels: ['email', 'in-app'] } },
  });
});

describe('quiet hours', () => {
  const workspace = workspaceWith({ quietHours: { from: '21:00', to: '08:00' } });

  test('before they begin a message passes; within them it waits for their end in the customer’s zone', () => {
    expect(quietHours.check(candidateWith(createWilling()), gateInputsWith({ workspace }))).toHaveProperty('pass');
    const at = THURSDAY_EVENING + 2 * HOUR;
    expect(quietHours.check(candidateWith(createWilling()), gateInputsWith({ workspace, at }))).toEqual({
      deferUntil: Date.UTC(2026, 10, 13, 7, 0),
      reason: { code: 'quiet-hours', args: { from: '21:00', to: '08:00', zone: 'Europe/Berlin' } },
    });
    expect(
      quietHours.check(candidateWith(createWilling()), gateInputsWith({ workspace, at, zone: 'America/New_York' })),
    ).toHaveProperty('pass');
  });
  test('a purpose for any hour passes', () => {
    const service = triggerNamed('a', { message: { ...triggerNamed('a').definition.message, purpose: 'service' } });
    const at = THURSDAY_EVENING + 3 * HOUR;
    expect(quietHours.check(candidateWith(createWilling(), service), gateInputsWith({ workspace, at }))).toHaveProperty(
      'pass',
    );
  });
  test('they end at the local hour on the nights when the clocks change', () => {
    const spans = { from: '21:00', to: '08:00' };
    expect(quietUntil('Europe/Berlin', Date.UTC(2026, 2, 28, 22, 30), spans)).toBe(Date.UTC(2026, 2, 29, 6, 0));
    expect(quietUntil('Europe/Berlin', Date.UTC(2026, 9, 24, 22, 30), spans)).toBe(Date.UTC(2026, 9, 25, 7, 0));
  });
});

test('a cooldown holds until it is over, not a moment longer', () => {
  const trigger = triggerNamed('a', { cooldownMs: 24 * HOUR });
  const state = createWilling();
  expect(cooldown.check(candidateWith(state, trigger), gateInputsWith())).toHaveProperty('pass');
  state.fired = { a: THURSDAY_EVENING - 24 * HOUR + 1 };
  expect(cooldown.check(candidateWith(state, trigger), gateInputsWith())).toEqual({
    hold: { code: 'cooling-down', args: { hours: 24 }, until: THURSDAY_EVENING + 1 },
  });
  state.fired = { a: THURSDAY_EVENING - 24 * HOUR };
  expect(cooldown.check(candidateWith(state, trigger), gateInputsWith())).toHaveProperty('pass');
});

describe('frequency cap', () => {
  const caps = [
    { most: 2, withinMs: 24 * HOUR, purpose: 'offers' },
    { most: 1, withinMs: HOUR, channel: 'email' },
  ];
  const workspace = workspaceWith({ caps });
  const reserved = (...times: readonly [at: number, channel: string][]) => {
    const state = createWilling();
    for (const [at, channel] of times)
      reserve(state, { id: `r${at}`, at, trigger: 'x', channel, purpose: 'offers' }, caps);
    return state;
  };

  test('a full channel is left out, a full purpose holds', () => {
    const one = reserved([THURSDAY_EVENING - 10, 'email']);
    expect(frequencyCap.check(candidateWith(one), gateInputsWith({ workspace }))).toEqual({ pass: ['in-app'] });
    const two = reserved([THURSDAY_EVENING - 20, 'in-app'], [THURSDAY_EVENING - 10, 'in-app']);
    expect(frequencyCap.check(candidateWith(two), gateInputsWith({ workspace }))).toEqual({
      hold: { code: 'cap-reached', args: { most: 2, hours: 24, purpose: 'offers' } },
    });
  });
  test('the window rolls: a message leaves it exactly its length later', () => {
    const state = reserved([THURSDAY_EVENING - 24 * HOUR, 'in-app'], [THURSDAY_EVENING - 10, 'in-app']);
    expect(frequencyCap.check(candidateWith(state), gateInputsWith({ workspace }))).toHaveProperty('pass');
    expect(
      frequencyCap.check(candidateWith(state), gateInputsWith({ workspace, at: THURSDAY_EVENING - 1 })),
    ).toHaveProperty('hold');
  });
});

test('the control group is stable and about as large as asked', () => {
  const trigger = triggerNamed('a', { holdout: 0.1 });
  const held = Array.from({ length: 20_000 }, (_, i) => candidateWith(createWilling(`customer-${i}`), trigger)).filter(
    (candidate) => 'hold' in holdOut.check(candidate),
  );
  expect(held.length).toBeGreaterThan(1_800);
  expect(held.length).toBeLessThan(2_200);
  expect(holdOut.check(held[0]!)).toEqual({ hold: { code: 'control-group', args: { percent: 10 } } });
});

test('a shadow trigger is held and says by which channel it would have gone', () => {
  expect(shadow.check(candidateWith(createWilling(), triggerNamed('a', { shadow: true })))).toEqual({
    hold: { code: 'would-send', args: { channel: 'email' } },
  });
});

test('priority lets as many speak at one moment as the workspace says', () => {
  const won = [candidateWith(createWilling(), triggerNamed('big'))];
  expect(priority.check(candidateWith(createWilling()), gateInputsWith({ won }))).toEqual({
    hold: { code: 'outranked', args: { by: ['big'] } },
  });
  const workspace = workspaceWith({ messagesPerMoment: 2 });
  expect(priority.check(candidateWith(createWilling()), gateInputsWith({ won, workspace }))).toHaveProperty('pass');
});

describe('the order', () => {
  test('is the documented one', () => {
    expect(GATES.map((gate) => gate.name)).toEqual([
      'consent',
      'suppression',
      'reach',
      'window',
      'contact-rules',
      'quiet-hours',
      'cooldown',
      'frequency-cap',
      'paused',
      'workspace-hold-out',
      'hold-out',
      'priority',
      'shadow',
    ]);
  });
  test('the first gate that stops a candidate is the reason, and channels narrow on the way', () => {
    const state = createWilling();
    state.consents = { ...state.consents, 'email:*': { granted: false, at: 9, source: 'test' } };
    expect(passGates(candidateWith(state), gateInputsWith())).toEqual({
      ...{ passed: true, channel: 'in-app' },
      plan: { channels: ['in-app'], without: [{ channel: 'email', gate: 'consent' }] },
    });
    state.suppressed = { ...state.suppressed, 'in-app': { reason: 'opt-out', at: 1 } };
    expect(passGates(candidateWith(state), gateInputsWith())).toMatchObject({
      passed: false,
      gate: 'suppression',
      left: { channels: ['in-app'] },
      reason: { code: 'suppressed', args: { channels: ['in-app'] }, words: 'in-app: opt-out' },
    });
    const nowhere: Candidate = { ...candidateWith(state), channels: [] };
    expect(passGates(nowhere, gateInputsWith())).toMatchObject({ passed: false, gate: 'reach' });
  });
});
