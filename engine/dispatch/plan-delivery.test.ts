import { expect, test } from 'vitest';
import { deliveryJob, NOW, toldChannel } from '../../test/support/deliveries.ts';
import { STOPS } from '../../triggers/reasons/stops.ts';
import { createAccountHealth } from './accounts/account-health.ts';
import { createAccountRooms } from './accounts/account-rooms.ts';
import type { May } from './contract.ts';
import { planDelivery } from './plan-delivery.ts';
import type { DeliveryRecord } from './records.ts';

const WALL = 1_000_000;
const ATTEMPT_MS = 15_000;
const NEW: DeliveryRecord = {
  ...{ end: undefined, begun: 0, earlier: 0, isOpen: false, openSince: 0, isInDoubt: false },
  ...{ account: '', lastReason: '' },
};
const GO: May = { go: true };
const STOP: May = { stop: 'held-back', gate: 'consent', reason: STOPS.removed };
const channelOf = (isIdempotent: boolean) =>
  toldChannel('email', isIdempotent, (id) => ({ kind: 'accepted', providerId: id }));
const mails = channelOf(false);

function plan(record: Partial<DeliveryRecord>, may: May, open: typeof mails | null = mails, at = NOW) {
  const clock = { now: () => at, wall: () => WALL };
  const health = createAccountHealth(clock);
  const stored = { record: { ...NEW, ...record }, may };
  const rooms = createAccountRooms(8);
  return planDelivery(deliveryJob(), stored, open ?? undefined, { clock, health, rooms, attemptMs: ATTEMPT_MS });
}

test('a delivery that may leave is attempted, one that may not ends by the gate that stops it', () => {
  expect(plan({}, GO)).toMatchObject({ next: 'attempt', account: mails.accounts[0] });
  expect(plan({}, STOP)).toMatchObject({ next: 'end', ending: { state: 'held-back', gate: 'consent' } });
});

test('a delivery that has ended is told of again, whatever else is known', () => {
  const end = { state: 'sent', reason: 'x', effect: '' } as const;
  expect(plan({ end, begun: 1, isOpen: true }, STOP)).toEqual({ next: 'tell', end });
});

test('an attempt without a result is waited for until its time limit has surely passed; then it is lost', () => {
  const open = { begun: 1, isOpen: true };
  expect(plan({ ...open, openSince: WALL - 5_000 }, GO)).toMatchObject({ next: 'wait', waitMs: 12_000 });
  // Another machine's clock may be ahead.
  expect(plan({ ...open, openSince: WALL + 60_000 }, GO)).toMatchObject({ next: 'wait', waitMs: 17_000 });
  expect(plan({ ...open, openSince: WALL - 17_000 }, STOP)).toMatchObject({
    next: 'end',
    ending: { state: 'uncertain', why: { code: 'attempt-lost', args: {} } },
  });
});

test('an idempotent provider is attempted again at once', () => {
  const again = channelOf(true);
  expect(plan({ begun: 1, isOpen: true, openSince: WALL }, GO, again)).toMatchObject({
    next: 'attempt',
    account: again.accounts[0],
  });
});

test('a delivery is put off no longer than until it expires, and not beyond', () => {
  const quiet: May = { deferUntil: NOW + 9 * 3_600_000, gate: 'quiet-hours', reason: STOPS.removed };
  expect(plan({}, quiet)).toMatchObject({ next: 'put-off', until: deliveryJob().expiresAt, gate: 'quiet-hours' });
  expect(plan({}, quiet, mails, deliveryJob().expiresAt)).toMatchObject({ next: 'end', ending: { state: 'expired' } });
});

test('a channel that is not set up fails the delivery, unless something else stops it first', () => {
  const ending = { state: 'failed', reason: "channel 'in-app' is not set up", provider: '' };
  const why = { code: 'channel-not-set-up', args: { channel: 'in-app' } };
  expect(plan({}, GO, null)).toEqual({ next: 'end', ending: { ...ending, gate: '', why } });
  expect(plan({}, STOP, null)).toMatchObject({ next: 'end', ending: { state: 'held-back' } });
});

test('what another account may have handed over is not taken up by this one', () => {
  const [first] = channelOf(true).accounts;
  const second = { ...first!, name: 'second' };
  const open = { ...mails, accounts: [first!, second] };
  const inDoubt = { begun: 1, isInDoubt: true, account: 'second' };
  expect(plan(inDoubt, GO, open)).toMatchObject({ next: 'attempt', account: second });
  expect(plan({ begun: 1, account: 'second' }, GO, open)).toMatchObject({ next: 'attempt' });
  // The workspace has this account no more.
  expect(plan({ ...inDoubt, account: 'gone' }, GO, open)).toMatchObject({
    next: 'end',
    ending: { state: 'uncertain' },
  });
});
