import { expect, test } from 'vitest';
import type { Channel, SendResult } from '../../channels/contract.ts';
import { deliveryJob, NOW } from '../../test/support/deliveries.ts';
import { judgeResult } from './judge-result.ts';

const transient: SendResult = { kind: 'transient', reason: 'busy' };
const uncertain: SendResult = { kind: 'uncertain', reason: 'reset' };

function judge(
  result: SendResult,
  { begun = 1, earlier = 0, idempotent = false, at = NOW, accounts = 1, retry = undefined as Channel['retry'] } = {},
) {
  const clock = { now: () => at, wall: () => at };
  const parts = { clock, random: () => 0.5, accounts, retry };
  return judgeResult(deliveryJob(), { begun, earlier }, result, { name: 'smtp', provider: { idempotent } }, parts);
}
const endOf = (state: string, more: object = {}) => ({ next: 'end', ending: { state, provider: 'smtp', ...more } });

test('a message that was taken is sent, one that was refused for good has failed, with what that asks for', () => {
  expect(judge({ kind: 'accepted', providerId: 'p-1' })).toEqual(endOf('sent', { reason: 'p-1' }));
  const effect = 'suppress-address';
  expect(judge({ kind: 'permanent', reason: 'no', effect })).toEqual(
    endOf('failed', { reason: 'no', effect, why: { code: 'provider-refused', args: { effect }, words: 'no' } }),
  );
});

test('an uncertain attempt is made again with an idempotent provider only', () => {
  expect(judge(uncertain)).toEqual(
    endOf('uncertain', { reason: 'reset', why: { code: 'no-verdict', args: {}, words: 'reset' } }),
  );
  expect(judge(uncertain, { idempotent: true })).toEqual({ next: 'retry', reason: 'reset', waitMs: 500 });
});

test('waits grow with the attempts since it was last reopened, and a provider’s own time goes before', () => {
  expect(judge(transient, { begun: 3 })).toMatchObject({ waitMs: 2_000 });
  expect(judge(transient, { begun: 11, earlier: 8 })).toMatchObject({ waitMs: 2_000 });
  expect(judge({ kind: 'throttled', reason: 'slow', retryAfterMs: 60_000 })).toMatchObject({ waitMs: 60_500 });
});

test('it is tried until it would come too late, however often that is', () => {
  expect(judge(transient, { begun: 5_000 })).toMatchObject({ next: 'retry', waitMs: 150_000 });
  const at = deliveryJob().expiresAt - 500;
  expect(judge(transient, { at })).toMatchObject(endOf('expired', { gate: 'expiry' }));
  expect(judge(transient, { at: at - 1 })).toMatchObject({ next: 'retry' });
});

test('the waits are those of the channel', () => {
  const retry = { firstMs: 100, mostMs: 1_000 };
  expect(judge(transient, { retry })).toMatchObject({ waitMs: 50 });
  expect(judge(transient, { begun: 50, retry })).toMatchObject({ waitMs: 500 });
});

test('each account gets its turn at once, and then they wait together', () => {
  const waits = [1, 2, 3, 4, 5, 6].map((begun) => judge(transient, { begun, accounts: 3 }));
  expect(waits.map((judged) => ('waitMs' in judged ? judged.waitMs : 'end'))).toEqual([0, 0, 500, 0, 0, 1_000]);
  // What may have arrived stays with the account that knows it again.
  expect(judge(uncertain, { idempotent: true, accounts: 3 })).toMatchObject({ waitMs: 500 });
});

test('a message that an account refuses because of how that is set up is not lost', () => {
  const misconfigured: SendResult = { kind: 'permanent', reason: 'wrong key', effect: 'channel-misconfigured' };
  expect(judge(misconfigured)).toEqual({ next: 'retry', reason: 'wrong key', waitMs: 500 });
  expect(judge(misconfigured, { accounts: 2 })).toMatchObject({ next: 'retry', waitMs: 0 });
});
