import { expect, test } from 'vitest';
import type { SendResult } from '../../channels/contract.ts';
import { deliveryJob, NOW } from '../../test/support/deliveries.ts';
import { judgeResult } from './judge-result.ts';

const transient: SendResult = { kind: 'transient', reason: 'busy' };
const uncertain: SendResult = { kind: 'uncertain', reason: 'reset' };

function judge(result: SendResult, { begun = 1, earlier = 0, idempotent = false, at = NOW } = {}) {
  const clock = { now: () => at, wall: () => at };
  const parts = { clock, random: () => 0.5, mostAttempts: 8 };
  return judgeResult(deliveryJob(), { begun, earlier }, result, { name: 'smtp', idempotent }, parts);
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

test('after the last attempt it has failed, and when the next would come too late it has expired', () => {
  expect(judge(transient, { begun: 8 })).toEqual(
    endOf('failed', {
      reason: '8 attempts: busy',
      why: { code: 'attempts-used-up', args: { attempts: 8 }, words: 'busy' },
    }),
  );
  expect(judge(transient, { begun: 9, earlier: 8 })).toMatchObject({ next: 'retry' });
  const at = deliveryJob().expiresAt - 500;
  expect(judge(transient, { at })).toMatchObject(endOf('expired', { gate: 'expiry' }));
  expect(judge(transient, { at: at - 1 })).toMatchObject({ next: 'retry' });
});
