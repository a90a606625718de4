import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Peer } from '../../test/conformance/peers/contract.ts';
import whatsappPeer from '../../test/conformance/peers/whatsapp-cloud.ts';
import type { Connection, Outbound } from '../contract.ts';
import { sendOnce } from '../send.ts';
import type { TemplateState } from '../templates/contract.ts';
import whatsapp from './whatsapp-cloud.ts';

let peer: Peer;
let known: TemplateState | undefined;
let connection: Connection;
const asked: string[] = [];
beforeAll(async () => {
  peer = await whatsappPeer.start();
  peer.scripts.ok?.();
  connection = open({ waba: '55' });
});
afterAll(async () => {
  await connection?.close();
  await peer?.stop();
});

function open(more: object): Connection {
  return whatsapp.open(
    { ...peer.settings('short'), ...more },
    {
      inbox: { put: async () => undefined },
      now: Date.now,
      templates: {
        stateOf(...which) {
          asked.push(which.join(' '));
          return known;
        },
      },
    },
  );
}

const send = (id: string, by = connection) => {
  const message = typeof peer.message === 'function' ? peer.message(id) : peer.message;
  return sendOnce(by, { id, to: peer.to, message, expiresAt: Date.now() + 60_000 } as Outbound, 5_000);
};

test.each(['REJECTED', 'PAUSED', 'DISABLED', 'PENDING', 'ABSENT'])(
  'a message whose template is %s is not sent, and ends with why',
  async (state) => {
    known = { state, reason: 'low quality', at: 1 };
    expect(await send(`no-${state}`)).toEqual({
      ...{ kind: 'permanent', effect: 'template-not-approved' },
      reason: `the template voucher is ${state} in en_US: low quality`,
    });
    expect(peer.taken()).not.toContain(`no-${state}`);
    expect(asked.at(-1)).toBe('55 voucher en_US');
  },
);

test.each([undefined, 'APPROVED', 'REINSTATED', 'FLAGGED', 'A_NEW_WORD'])(
  'a message whose template is %s is sent',
  async (state) => {
    known = state === undefined ? undefined : { state, at: 1 };
    expect(await send(`yes-${state}`)).toMatchObject({ kind: 'accepted' });
    expect(peer.taken()).toContain(`yes-${state}`);
    expect(peer.complaints?.()).toEqual([]);
  },
);

test('an account that names no business account asks for nothing', async () => {
  known = { state: 'REJECTED', at: 1 };
  const plain = open({});
  expect(plain.templates).toBeUndefined();
  const before = asked.length;
  expect(await send('plain', plain)).toMatchObject({ kind: 'accepted' });
  expect(asked).toHaveLength(before);
  await plain.close();
});

test('the templates of a business account are listed, all pages', async () => {
  expect(connection.templates?.book).toBe('55');
  expect(await connection.templates?.list(AbortSignal.timeout(5_000))).toEqual({
    templates: [
      { book: '55', name: 'voucher', language: 'en_US', state: 'APPROVED', reason: 'NONE' },
      { book: '55', name: 'old', language: 'de', state: 'REJECTED', reason: 'ABUSIVE_CONTENT' },
    ],
    isWhole: true,
  });
});
