import { afterEach, beforeEach, expect, test } from 'vitest';
import { type HttpPeer, startHttpPeer } from '../../test/support/http-peer.ts';
import { TEST_RSA } from '../../test/support/test-keys.ts';
import type { Connection, Outbound } from '../contract.ts';
import { sendOnce } from '../send.ts';
import rbm from './google-rbm.ts';

let service: HttpPeer;
let features: Readonly<Record<string, readonly string[] | number>>;
let asked: string[];
let at: number;
const opened: Connection[] = [];
beforeEach(async () => {
  at = Date.UTC(2026, 10, 30);
  asked = [];
  features = {};
  service = await startHttpPeer({
    aside({ url }) {
      const json = (status: number, body: object) => ({
        ...{ status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
      });
      if (url === '/token') return json(200, { access_token: 'ya29', expires_in: 3_599 });
      const phone = /^\/v1\/phones\/(\+\d+)\/capabilities/.exec(url)?.[1];
      if (phone === undefined) return undefined;
      asked.push(phone);
      const known = features[phone] ?? [];
      return typeof known === 'number' ? json(known, {}) : json(200, { features: known });
    },
  });
  service.script = { status: 200, body: '{"name":"phones/1/agentMessages/1"}' };
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
  await service.stop();
});

function open(more: object = {}): Connection {
  const connection = rbm.open(
    {
      ...{
        url: `http://${service.host}`,
        allow: [service.host],
        agent: 'shop',
        tokenUrl: `http://${service.host}/token`,
      },
      ...{ clientEmail: 'a@b.example', privateKey: TEST_RSA.privateKey, ...more },
    },
    { inbox: { put: async () => undefined }, now: () => at },
  );
  opened.push(connection);
  return connection;
}

const CONTENT = JSON.stringify({
  pictures: [{ url: 'https://shop.example/jacket.jpg' }],
  buttons: [
    { label: 'Call us', call: '+4930123' },
    { label: 'Keep it', reply: 'keep' },
  ],
});
const send = (by: Connection, to: string, message: Outbound['message'] = { text: 'Hi', content: CONTENT }) =>
  sendOnce(by, { id: `d-${asked.length}`, to, message, expiresAt: at + 60_000 } as Outbound, 5_000);
const contentOf = (i: number) =>
  (JSON.parse(service.taken[i]!.body) as { contentMessage: Readonly<Record<string, unknown>> }).contentMessage;

test('who has no RCS is asked of once a day, and no message to them is tried', async () => {
  features = { '+491': 404 };
  const connection = open();
  const refused = {
    ...{ kind: 'permanent', effect: 'not-reachable', reason: 'this phone is not reached by RCS' },
  };
  for (let i = 0; i < 3; i++) expect(await send(connection, '+491')).toEqual(refused);
  expect([asked, service.taken]).toEqual([['+491'], []]);
  features = {};
  at += 24 * 3_600_000 - 1;
  expect(await send(connection, '+491')).toEqual(refused);
  at += 1;
  expect(await send(connection, '+491')).toMatchObject({ kind: 'accepted' });
  expect(asked).toEqual(['+491', '+491']);
});

test('what a phone lacks is shown another way, by rule, and what was offered goes by that', async () => {
  features = {
    '+491': ['RICHCARD_STANDALONE', 'RICHCARD_CAROUSEL', 'ACTION_DIAL', 'ACTION_OPEN_URL'],
    '+492': [],
  };
  const connection = open();
  await send(connection, '+491');
  expect(contentOf(0)).toMatchObject({ richCard: expect.anything() as object, suggestions: [{}, {}] });
  const plain = await send(connection, '+492');
  expect(contentOf(1)).toEqual({ text: 'Hi\n1. Keep it\nhttps://shop.example/jacket.jpg\nCall us: +4930123' });
  expect(plain).toMatchObject({
    kind: 'accepted',
    shows: { pictures: 0, buttons: { kinds: ['reply'] }, replies: { most: 11 } },
  });
});

test.each([403, 429, 500])(
  'a service that answers %i says nothing of the phone: the message is tried',
  async (status) => {
    features = { '+491': status };
    const connection = open();
    for (let i = 0; i < 2; i++) expect(await send(connection, '+491')).toMatchObject({ kind: 'accepted' });
    expect(asked).toHaveLength(2);
  },
);

test('with 0 hours nobody is asked of', async () => {
  expect(await send(open({ reachHours: 0 }), '+491')).toEqual({
    ...{ kind: 'accepted', providerId: 'phones/1/agentMessages/1' },
  });
  expect(asked).toEqual([]);
});

/** Checks a message against the limits of the service. */
function expectWithinLimits(content: Readonly<Record<string, unknown>>) {
  const { suggestions = [], richCard } = content as {
    readonly suggestions?: readonly object[];
    readonly richCard?: { readonly carouselCard?: { readonly cardContents: readonly Card[] } };
  };
  expect(suggestions.length).toBeLessThanOrEqual(11);
  const cards = richCard?.carouselCard?.cardContents;
  if (cards === undefined) return;
  expect(cards.length).toBeGreaterThanOrEqual(2);
  expect(cards.length).toBeLessThanOrEqual(10);
  for (const { title = '', description = '', suggestions: own = [] } of cards) {
    expect(own.length).toBeLessThanOrEqual(4);
    expect(title.length).toBeLessThanOrEqual(200);
    expect(description.length).toBeLessThanOrEqual(2_000);
  }
}
interface Card {
  readonly title?: string;
  readonly description?: string;
  readonly suggestions?: readonly object[];
}

test.each([
  ['a single card', 1, 0, 0, 'Hi'],
  ['nine cards and a picture', 9, 1, 0, 'Hi'],
  ['ten cards', 10, 0, 0, 'Hi'],
  ['a card with five buttons', 2, 0, 5, 'Hi'],
  ['a long text', 3, 1, 1, 'x'.repeat(2_001)],
] as const)('of %s nothing is lost, and the service takes what is sent', async (_, count, pictures, buttons, text) => {
  const labels = Array.from({ length: buttons }, (__, i) => `Press ${i}`);
  const gallery = Array.from({ length: count }, (__, i) => ({
    title: `Card ${i}`,
    buttons: labels.map((label) => ({ label, link: `https://shop.example/${label.at(-1)}` })),
  }));
  const urls = Array.from({ length: pictures }, (__, i) => `https://shop.example/${i}.jpg`);
  const replies = Array.from({ length: 11 }, (__, i) => `Answer ${i}`);
  const content = JSON.stringify({ gallery, pictures: urls, replies, buttons: [{ label: 'Keep it', reply: 'keep' }] });
  expect(await send(open({ reachHours: 0 }), '+491', { text, content })).toMatchObject({ kind: 'accepted' });
  const sent = contentOf(0);
  expectWithinLimits(sent);
  const said = JSON.stringify(sent);
  for (const part of [text, ...gallery.map(({ title }) => title), ...labels, ...urls, ...replies, 'Keep it']) {
    expect(said).toContain(part);
  }
});
