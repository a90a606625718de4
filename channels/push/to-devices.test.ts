import { expect, test } from 'vitest';
import type { Connection, Outbound, SendResult } from '../contract.ts';
import { sendOnce } from '../send.ts';
import { readDevices, writeDevices } from './devices.ts';
import { sendToDevices } from './to-devices.ts';

const ENDPOINT = `https://push.example/abc#${'B'.repeat(87)}.${'a'.repeat(22)}`;
const accepted: SendResult = { kind: 'accepted', providerId: 'm-1' };
const gone: SendResult = { kind: 'permanent', reason: 'unregistered', effect: 'remove-token' };
const refused: SendResult = { kind: 'permanent', reason: 'too big', effect: 'drop' };

/** Sends to devices that give these results, in order. */
const send = (...results: readonly SendResult[]) => {
  const tokens = results.map((_, i) => `token-of-device-${i}`);
  const fcm: Connection = {
    async send({ to }, time) {
      await time.leaving();
      return results[tokens.indexOf(to)]!;
    },
    close: async () => undefined,
  };
  let asked = 0;
  const to = writeDevices(tokens.map((token) => ({ service: 'fcm', token })));
  const mayLeave = async () => void asked++;
  const result = sendOnce(sendToDevices(new Map([['fcm', fcm]])), { to } as Outbound, 1_000, mayLeave);
  return result.then((one) => ({ result: one, asked }));
};

test('an address lists devices with their services; what is none is left out', () => {
  const apns = `apns:${'0a'.repeat(32)}`;
  expect(readDevices(`fcm:abcdef:12345 ${apns} web-push:${ENDPOINT} sms:+49 fcm:x apns:zz web-push:https://x`)).toEqual(
    [
      { service: 'fcm', token: 'abcdef:12345' },
      { service: 'apns', token: '0a'.repeat(32) },
      { service: 'web-push', token: ENDPOINT },
    ],
  );
  expect(readDevices('')).toEqual([]);
});

test('a message is accepted when one device took it; those that are gone are named', async () => {
  expect(await send(gone, accepted, refused)).toEqual({
    result: { ...accepted, gone: ['fcm:token-of-device-0'] },
    asked: 1,
  });
});

test('one that may have arrived somewhere is in doubt, and one that arrived nowhere may be tried again', async () => {
  const transient: SendResult = { kind: 'transient', reason: 'down' };
  const uncertain: SendResult = { kind: 'uncertain', reason: 'reset' };
  expect((await send(transient, uncertain, gone)).result).toEqual(uncertain);
  expect((await send(refused, transient, gone)).result).toEqual(transient);
});

test('when all are refused the reason is that of a device that is still there', async () => {
  expect((await send(gone, refused)).result).toEqual({ ...refused, gone: ['fcm:token-of-device-0'] });
  expect((await send(gone, gone)).result).toEqual({
    ...gone,
    gone: ['fcm:token-of-device-0', 'fcm:token-of-device-1'],
  });
});

test('without a device of its service the message may go by another channel', async () => {
  expect((await send()).result).toMatchObject({ kind: 'permanent', effect: 'fallback-channel' });
});
