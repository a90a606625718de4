import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Peer } from '../../test/conformance/peers/contract.ts';
import twilioPeer from '../../test/conformance/peers/twilio-whatsapp.ts';
import type { Connection, Outbound } from '../contract.ts';
import { sendOnce } from '../send.ts';
import type { TemplateState } from '../templates/contract.ts';
import twilio from './twilio-whatsapp.ts';

let peer: Peer;
let known: TemplateState | undefined;
const asked: string[] = [];
const opened: Connection[] = [];
beforeAll(async () => {
  peer = await twilioPeer.start();
  peer.scripts.ok?.();
});
afterAll(async () => {
  for (const connection of opened) await connection.close();
  await peer?.stop();
});

/** Its templates are asked for at the peer too; `more` are settings that differ. */
function open(more: object = {}): Connection {
  const settings = peer.settings('short') as { readonly url: string };
  const connection = twilio.open(
    { ...settings, contentUrl: settings.url, ...more },
    {
      inbox: { put: async () => undefined },
      now: Date.now,
      templates: {
        stateOf(...which) {
          asked.push(which.join('|'));
          return known;
        },
      },
    },
  );
  opened.push(connection);
  return connection;
}

const send = (id: string, message: Outbound['message'], by: Connection) =>
  sendOnce(by, { id, to: peer.to, message, expiresAt: Date.now() + 60_000 } as Outbound, 5_000);

test('the templates that were handed in for WhatsApp are listed by their ids, all pages', async () => {
  const connection = open();
  expect(connection.templates?.book).toBe('AC01');
  expect(await connection.templates?.list(AbortSignal.timeout(5_000))).toEqual({
    templates: [
      { book: 'AC01', name: 'HX01', language: '', state: 'APPROVED', reason: undefined },
      { book: 'AC01', name: 'HX02', language: '', state: 'REJECTED', reason: 'SPAM' },
      { book: 'AC01', name: 'HX04', language: '', state: 'PENDING', reason: undefined },
    ],
    isWhole: true,
  });
});

test.each(['REJECTED', 'PENDING', 'RECEIVED', 'PAUSED', 'DISABLED', 'ABSENT'])(
  'a message whose template is %s is not sent, and ends with why',
  async (state) => {
    known = { state, reason: 'SPAM', at: 1 };
    expect(await send(`no-${state}`, { text: 'Hi', template: 'HX02', language: 'de' }, open())).toEqual({
      ...{ kind: 'permanent', effect: 'template-not-approved', reason: `the template HX02 is ${state}: SPAM` },
    });
    expect(peer.taken()).not.toContain(`no-${state}`);
    expect(asked.at(-1)).toBe('AC01|HX02|');
  },
);

test('free text goes whatever the templates are', async () => {
  known = { state: 'REJECTED', at: 1 };
  expect(await send('free', { text: 'Hi free' }, open())).toMatchObject({ kind: 'accepted' });
});

test('who is reached through somebody else asks for no templates, unless told where', async () => {
  expect(open({ contentUrl: undefined }).templates).toBeUndefined();
  expect(open({ url: 'https://api.twilio.com', contentUrl: undefined }).templates?.book).toBe('AC01');
});
