import { expect, test } from 'vitest';
import { liveWith } from '../../test/support/bare-engine.ts';
import { BERLIN, createWilling, THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import type { PausedTriggers } from '../../triggers/gates/contract.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { workspaceViewOf } from '../definitions/workspace-view.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import { createRecheck } from './recheck.ts';

const offer = { on: { signal: { kind: 'event', name: 'a' } } };
const job = {
  ...{ id: 'd1', customer: 'c1', signal: 's1', signalAt: T, trigger: 'offer', version: 2, place: '' },
  ...{ channel: 'in-app', purpose: 'service', to: 'c1', decidedAt: T, expiresAt: T + 60_000 },
} as DeliveryJob;

/** A dispatcher that is at revision 1, and at 2 once it has asked for it. */
function recheckAfter(
  published: ReturnType<typeof liveWith>,
  asked: number[] = [],
  state: CustomerState = { ...createWilling('c1'), firstAt: T },
  paused?: PausedTriggers,
) {
  let live = liveWith({}, 1);
  return createRecheck({
    contexts: { read: async () => state, peek: () => ({ state, revision: 7 }) },
    live: () => live,
    reach: async (revision) => {
      asked.push(revision);
      live = published;
    },
    world: () => ({ ...BERLIN, zone: 'Europe/Berlin' }),
    workspaceView: () => ({ ...workspaceViewOf(live, () => 'c1'), paused }),
    clock: { now: () => T, wall: () => T },
  });
}

test('a message of a trigger that was published a moment ago waits until that is live here', async () => {
  expect(await recheckAfter(liveWith({ offer }, 2)).ask(job)).toEqual({ go: true });
});

test('one of a trigger that is gone is held back, without asking', async () => {
  const asked: number[] = [];
  const held = { stop: 'held-back', gate: 'trigger', reason: { code: 'no-longer-live', args: {} } };
  expect(await recheckAfter(liveWith({}, 3), asked).ask({ ...job, version: 1 })).toEqual(held);
  expect(asked).toEqual([]);
  expect(await recheckAfter(liveWith({}, 3)).ask(job)).toEqual(held);
});

test('in quiet hours a message is put off until they end, by memory and by what is stored', async () => {
  const live = liveWith({ offer: { ...offer, message: { template: 'note', purpose: 'offers', expires: '12h' } } }, 2);
  const quietHours = { from: '18:30', to: '08:00' };
  const recheck = recheckAfter({ ...live, workspace: { ...live.workspace, quietHours } });
  const reason = { code: 'quiet-hours', args: { from: '18:30', to: '08:00', zone: 'Europe/Berlin' } };
  const putOff = { deferUntil: Date.UTC(2026, 10, 13, 7), gate: 'quiet-hours', reason };
  expect(await recheck.ask(job)).toEqual(putOff);
  expect(recheck.atOnce(job)).toEqual({ ...putOff, revision: 7 });
});

test('one whose trigger was put into shadow mode meanwhile is held back', async () => {
  const recheck = recheckAfter(liveWith({ offer: { ...offer, shadow: true } }, 2));
  expect(await recheck.ask(job)).toMatchObject({ stop: 'held-back', gate: 'shadow' });
});

test('one whose trigger is paused is held back; while all is paused it may wait', async () => {
  const after = (isAll: boolean, ...triggers: string[]) =>
    recheckAfter(liveWith({ offer }, 2), [], undefined, { isAll, triggers: new Set(triggers) }).ask(job);
  expect(await after(false, 'offer')).toEqual({
    ...{ stop: 'held-back', gate: 'paused' },
    reason: { code: 'paused', args: { what: 'trigger' } },
  });
  expect(await after(true)).toEqual({ go: true });
});

test('a message to an address that bounced meanwhile is held back, one to another of the customer is not', async () => {
  const live = liveWith({ offer }, 2);
  const state = { ...createWilling('c1'), firstAt: T, suppressed: { 'in-app:dead': { reason: 'bounced', at: T } } };
  const recheck = recheckAfter(live, [], state);
  const held = {
    stop: 'held-back',
    gate: 'suppression',
    reason: { code: 'suppressed', args: { channels: ['in-app'] }, words: 'in-app: bounced' },
  };
  expect(await recheck.ask({ ...job, to: 'dead' })).toEqual(held);
  expect(await recheck.ask({ ...job, to: 'alive' })).toEqual({ go: true });
});

test('by memory nobody waits: not for definitions, and what is over is told by what is stored', async () => {
  const recheck = recheckAfter(liveWith({ offer }, 2));
  expect(recheck.atOnce(job), 'not live here yet').toBeUndefined();
  await recheck.ask(job);
  expect(recheck.atOnce(job)).toEqual({ go: true, revision: 7 });
  expect(recheck.atOnce({ ...job, expiresAt: T })).toBeUndefined();
});

test('a message to the team leaves whatever is said of customers and triggers, until it is over', async () => {
  const recheck = recheckAfter(liveWith({}, 3), [], createWilling(''), { isAll: true, triggers: new Set(['offer']) });
  const toTeam: DeliveryJob = { ...job, customer: '', version: 0, trigger: 'alert quiet', isForTeam: true };
  expect([recheck.atOnce(toTeam), await recheck.ask(toTeam)]).toEqual([undefined, { go: true }]);
  expect(await recheck.ask({ ...toTeam, expiresAt: T })).toMatchObject({ stop: 'expired' });
});

test('a receipt of an earlier channel stops a message that waits, so that nobody gets both', async () => {
  const urgent = {
    ...offer,
    message: { template: 'note', purpose: 'service', expires: '12h', 'fall-back': { after: '90s', until: 'opened' } },
  };
  const stateWith = (did: object) => ({
    ...createWilling('c1'),
    firstAt: T,
    reservations: [{ id: 'd1.20420', at: T, trigger: 'offer', channel: 'sms', purpose: 'service', ...did }],
  });
  const ask = (did: object) =>
    recheckAfter(liveWith({ offer: urgent }, 2), [], stateWith(did)).ask({ ...job, id: 'd1~2.20420' });
  expect(await ask({ opened: T + 1 })).toEqual({
    ...{ stop: 'held-back', gate: 'fall-back', reason: { code: 'arrived-before', args: {} } },
  });
  expect(await ask({ delivered: T + 1 })).toEqual({ go: true });
});

test('one that went on by another channel while it waited is held back, so that nobody gets both', async () => {
  const reservation = { at: T, trigger: 'offer', channel: 'sms', purpose: 'service' };
  const stateWith = (...ids: string[]) => ({
    ...createWilling('c1'),
    firstAt: T,
    reservations: ids.map((id) => ({ ...reservation, id })),
  });
  const ask = (id: string, ...ids: string[]) =>
    recheckAfter(liveWith({ offer }, 2), [], stateWith(...ids)).ask({ ...job, id });
  const held = { stop: 'held-back', gate: 'fall-back', reason: { code: 'gone-on', args: {} } };
  expect(await ask('d1.20420', 'd1.20420', 'd1~2.20420')).toEqual(held);
  expect(await ask('d1~2.20420', 'd1.20420', 'd1~2.20420', 'd1~3.20420')).toEqual(held);
  expect(await ask('d1~2.20420', 'd1.20420', 'd1~2.20420', 'd2~3.20420')).toEqual({ go: true });
});

test('what a person wrote needs no trigger and no yes, and is asked for again before it leaves', async () => {
  const reply: DeliveryJob = {
    ...job,
    channel: 'sms',
    to: '+49301',
    purpose: 'reply',
    trigger: '',
    version: 0,
    by: 'mia',
  };
  const known: CustomerState = { ...createWilling('c1'), firstAt: T, consents: {} };
  const asked = (state: CustomerState) => recheckAfter(liveWith({}, 2), [], state).ask(reply);
  expect(await asked(known)).toEqual({ go: true });
  const stopped = { ...known, consents: { 'sms:*': { granted: false, at: T, source: 'reply' } } };
  expect(await asked(stopped)).toMatchObject({ stop: 'held-back', gate: 'consent', reason: { code: 'opted-out' } });
  expect(recheckAfter(liveWith({}, 2), [], stopped).atOnce(reply)).toMatchObject({ gate: 'consent', revision: 7 });
  expect(await asked({ ...known, firstAt: 0 })).toMatchObject({ stop: 'held-back', gate: 'erasure' });
});

test('that a STOP was heard is told though it stands, and not to a dead address or an erased customer', async () => {
  const stop: DeliveryJob = { ...job, channel: 'sms', to: '+49301', trigger: 'stop', version: 0, tellsOfStop: true };
  const stopped: CustomerState = {
    ...{ ...createWilling('c1'), firstAt: T },
    consents: { 'sms:*': { granted: false, at: T, source: 'reply' } },
  };
  const asked = (state: CustomerState) => recheckAfter(liveWith({}, 2), [], state).ask(stop);
  expect(await asked(stopped)).toEqual({ go: true });
  expect(await asked({ ...stopped, firstAt: 0 })).toMatchObject({ stop: 'held-back', gate: 'erasure' });
  const suppressed = { 'sms:+49301': { reason: 'bounced', at: T } } as const;
  expect(await asked({ ...stopped, suppressed })).toMatchObject({ stop: 'held-back', gate: 'suppression' });
});

test('all messages of a customer that ask together read their state twice at most', async () => {
  const live = liveWith({ offer }, 1);
  let reads = 0;
  const state = { ...createWilling('c1'), firstAt: T };
  const recheck = createRecheck({
    contexts: {
      async read() {
        reads += 1;
        return state;
      },
      peek: () => undefined,
    },
    live: () => live,
    reach: async () => undefined,
    world: () => ({ ...BERLIN, zone: 'Europe/Berlin' }),
    workspaceView: () => workspaceViewOf(live, () => 'c1'),
    clock: { now: () => T, wall: () => T },
  });
  const asked = Array.from({ length: 1_000 }, (_, i) => recheck.ask({ ...job, id: `d${i}`, version: 1 }));
  expect((await Promise.all(asked)).every((may) => 'go' in may)).toBe(true);
  expect(reads).toBe(2);
});
