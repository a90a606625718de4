import { expect, test } from 'vitest';
import type { Outbound } from '../contract.ts';
import { sendOnce } from '../send.ts';
import inbox from './inbox.ts';

const OUTBOUND = { id: 'd-1', customer: 'ann' } as Outbound;
const send = (put: (outbound: Outbound) => Promise<void>, leave?: () => Promise<string>) =>
  sendOnce(inbox.open({}, { now: () => 0, inbox: { put } }), OUTBOUND, 1_000, leave);

test('a message is put into the inbox, and taken', async () => {
  const put: Outbound[] = [];
  expect(await send(async (outbound) => void put.push(outbound))).toEqual({ kind: 'accepted', providerId: 'd-1' });
  expect(put).toEqual([OUTBOUND]);
});

test('a full inbox drops it; whatever else goes wrong is tried again, as the same id is put once', async () => {
  const failWith = (name: string) => async () => {
    throw Object.assign(new Error('said'), { name });
  };
  expect(await send(failWith('InboxFull'))).toEqual({ kind: 'permanent', reason: 'said', effect: 'drop' });
  expect(await send(failWith('Error'))).toEqual({ kind: 'transient', reason: 'said' });
});

test('what may not leave is not put', async () => {
  const put: Outbound[] = [];
  const stopped = await send(
    async (outbound) => void put.push(outbound),
    async () => 'it has ended',
  );
  expect(stopped).toEqual({ kind: 'transient', reason: 'it may not leave: it has ended' });
  expect(put).toEqual([]);
});
