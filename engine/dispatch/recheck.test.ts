import { expect, test } from 'vitest';
import { liveWith } from '../../test/support/bare-engine.ts';
import { BERLIN, THURSDAY_EVENING as T, willing } from '../../test/support/moments.ts';
import { standingOf } from '../definitions/standing-of.ts';
import type { DeliveryJob } from './contract.ts';
import { createRecheck } from './recheck.ts';

const offer = { on: { signal: { kind: 'event', name: 'a' } } };
const job = {
  ...{ id: 'd1', customer: 'c1', signal: 's1', signalAt: T, trigger: 'offer', version: 2, place: '' },
  ...{ channel: 'in-app', purpose: 'service', decidedAt: T, expiresAt: T + 60_000 },
} as DeliveryJob;

/** A dispatcher that is at revision 1, and at 2 once it has asked for it. */
function recheckAfter(published: ReturnType<typeof liveWith>, asked: number[] = []) {
  let live = liveWith({}, 1);
  const state = { ...willing('c1'), firstAt: T };
  return createRecheck({
    contexts: { read: async () => state, peek: () => ({ state, revision: 7 }) },
    live: () => live,
    reach: async (revision) => {
      asked.push(revision);
      live = published;
    },
    world: () => ({ ...BERLIN, zone: 'Europe/Berlin' }),
    standing: () => standingOf(live, () => 'c1'),
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

test('by memory nobody waits: not for definitions, and what is over is told by what is stored', async () => {
  const recheck = recheckAfter(liveWith({ offer }, 2));
  expect(recheck.atOnce(job), 'not live here yet').toBeUndefined();
  await recheck.ask(job);
  expect(recheck.atOnce(job)).toEqual({ go: true, revision: 7 });
  expect(recheck.atOnce({ ...job, expiresAt: T })).toBeUndefined();
});
