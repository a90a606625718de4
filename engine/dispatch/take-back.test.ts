import { expect, test } from 'vitest';
import { deliveryJob, toldChannel } from '../../test/support/deliveries.ts';
import type { DeliveryRecord, FinalState } from './records.ts';
import { takeBack } from './take-back.ts';

/** A message by SMS whose first one went by RCS, and what was asked of the service. */
async function goOn({ state = 'sent' as FinalState, by = 'rbm', id = 'd1~2.20420', isDone = true } = {}) {
  const revoked: string[] = [];
  const rcs = toldChannel('rcs', true, () => ({ kind: 'accepted', providerId: 'x' }));
  const [told] = rcs.accounts;
  const connection = {
    ...told!.connection,
    revoke: async (providerId: string) => {
      revoked.push(providerId);
      return isDone;
    },
  };
  const accounts = [
    { ...told!, name: 'rbm', connection },
    { ...told!, name: 'twilio' },
  ];
  const read: string[] = [];
  const records = {
    read: async (job: { id: string }) => {
      read.push(job.id);
      return { end: { state, reason: 'phones/1/agentMessages/7', effect: '' }, account: by } as DeliveryRecord;
    },
  };
  const job = deliveryJob({ id, plan: { code: 'channel-switch', args: { channel: 'sms', from: 'rcs' } } });
  const why = await takeBack(job, {
    records: records as never,
    channels: () => new Map([['rcs', { ...rcs, accounts }]]),
  });
  return { why, revoked, read };
}

test('the message of the channel before is taken back by the account that sent it', async () => {
  expect(await goOn()).toEqual({
    why: { code: 'taken-back', args: { from: 'rcs' } },
    revoked: ['phones/1/agentMessages/7'],
    read: ['d1.20420'],
  });
});

test('what was read already, never sent, or sent by an account that cannot, stays', async () => {
  expect(await goOn({ isDone: false })).toMatchObject({ why: undefined, revoked: [expect.anything()] });
  expect(await goOn({ state: 'failed' })).toMatchObject({ why: undefined, revoked: [] });
  expect(await goOn({ by: 'twilio' })).toMatchObject({ why: undefined, revoked: [] });
  expect(await goOn({ id: 'd1.20420' })).toMatchObject({ why: undefined, read: [] });
});
