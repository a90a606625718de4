import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Outbound } from '../../../channels/contract.ts';
import { openInbox } from '../../../engine/dispatch/inbox.ts';
import type { HandedCard, HandedMessage, TextStore } from '../../../sdk/app/contract.ts';
import type { NativeKairos } from '../../../sdk/react-native/contract.ts';
import { createNative } from '../../../sdk/react-native/create-native.ts';
import { storeOver } from '../../support/deliveries.ts';
import { EDGE_INGEST_KEY, startIngest, type TestIngest } from '../../support/ingest.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';

let redis: TestRedis;
let edge: TestIngest;
let inbox: ReturnType<typeof openInbox>;
/** How far the wall is ahead: holds of messages end by it. */
let aheadMs: number;
let customer = 'c0';
let customers = 0;
const devices: Device[] = [];
const SOON = { timeout: 30_000 };

beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());
beforeEach(async () => {
  vi.stubGlobal('WebSocket', WebSocket);
  aheadMs = 0;
  customer = `c${++customers}`;
  const clock = { now: Date.now, wall: () => Date.now() + aheadMs };
  inbox = openInbox(redis.connect(), storeOver(redis), clock, () => 1);
  edge = await startIngest({ inbox });
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await Promise.all(devices.splice(0).map(({ client }) => client.close()));
  await edge.ingest.close();
});

interface Device {
  readonly client: NativeKairos;
  readonly shown: string[];
  /** The feed as it was handed over last. */
  cards: readonly HandedCard[];
  turn(state: 'active' | 'background'): void;
}

/** A phone on which the customer is signed in, with a store of its own. */
function openDevice(draw: (message: HandedMessage) => Promise<void> = async () => undefined): Device {
  const texts = new Map<string, string>();
  const storage: TextStore = {
    getItem: (name) => texts.get(name),
    setItem: (name, text) => texts.set(name, text),
    removeItem: (name) => texts.delete(name),
    getAllKeys: () => [...texts.keys()],
  };
  let turn: (state: string) => void = () => undefined;
  const client = createNative({
    ...{ url: edge.url, key: EDGE_INGEST_KEY, storage, gatherMs: 1, firstWaitMs: 1, mostWaitMs: 5 },
    onProblem: () => undefined,
    appState: {
      addEventListener(_, heard) {
        turn = heard;
        return { remove: () => undefined };
      },
    },
  });
  const shown: string[] = [];
  const own = customer;
  client.identify(own);
  client.showMessages({
    token: (id) => (id === own ? edge.keys.customerToken(own) : undefined),
    async show(message) {
      await draw(message);
      shown.push(message.id);
    },
  });
  const device: Device = { client, shown, cards: [], turn: (state: string) => turn(state) };
  client.showMessages({
    token: (id) => (id === own ? edge.keys.customerToken(own) : undefined),
    cards(all) {
      device.cards = all;
    },
  });
  devices.push(device);
  return device;
}

const put = (id: string, more: Partial<Outbound> = {}): Promise<void> =>
  inbox.put({
    ...{ id, customer, to: customer, message: { title: id, body: 'Body' }, trigger: 't', purpose: 'offers' },
    ...{ sender: { name: 'A', email: 'a@b.example' }, unsubscribeUrl: '', decidedAt: Date.now() },
    ...{ expiresAt: Date.now() + 3_600_000, attempt: 1, ...more },
  });
const delivered = () =>
  edge.intake.signals.filter(({ value }) => value.state === 'delivered').map(({ value }) => value.delivery);

test('a message is shown on one of two devices in front, and never on the other, also when the first is put away', async () => {
  const [one, other] = [openDevice(), openDevice()];
  expect(one.client.deviceId).not.toBe(other.client.deviceId);
  const everything = () => [...one.shown, ...other.shown];
  await put('m-1');
  await expect.poll(delivered, SOON).toEqual(['m-1']);
  const [first, second] = one.shown.length > 0 ? [one, other] : [other, one];
  first.turn('background');
  aheadMs += 60_000;
  await put('m-1', { attempt: 2 });
  await put('m-2');
  await expect.poll(() => second.shown, SOON).toEqual(['m-2']);
  second.turn('background');
  first.turn('active');
  await put('m-3');
  await expect.poll(delivered, SOON).toEqual(['m-1', 'm-2', 'm-3']);
  expect(everything().toSorted()).toEqual(['m-1', 'm-2', 'm-3']);
  expect(first.shown).toEqual(['m-1', 'm-3']);
});

test('cards are on both devices, are delivered once, and are gone on both when one puts them away, also without a net', async () => {
  const [one, other] = [openDevice(), openDevice()];
  const feed = ({ cards }: Device) => cards.map(({ id, isShown }) => (isShown ? `${id} shown` : id));
  const card = (id: string, kind: string, more: Partial<Outbound> = {}) =>
    put(id, { message: { title: id, body: 'Body', card: kind }, ...more });
  const now = Date.now();
  await card('pin', 'pinned', { decidedAt: now - 2 });
  await card('old', 'kept', { decidedAt: now - 1 });
  await card('new', 'kept', { decidedAt: now });
  for (const device of [one, other]) await expect.poll(() => feed(device), SOON).toEqual(['pin', 'new', 'old']);
  for (const { cards } of [one, other, one]) cards[0]!.shown();
  for (const device of [one, other]) await expect.poll(() => feed(device), SOON).toEqual(['pin shown', 'new', 'old']);
  await expect.poll(delivered, SOON).toEqual(['pin']);
  one.cards[1]!.dismissed();
  expect(feed(one)).toEqual(['pin shown', 'old']);
  await expect.poll(() => feed(other), SOON).toEqual(['pin shown', 'old']);
  // Without a net the engine does not hear of it, until the device is back.
  one.turn('background');
  one.cards[1]!.dismissed();
  expect(feed(one)).toEqual(['pin shown']);
  expect(feed(other)).toEqual(['pin shown', 'old']);
  one.turn('active');
  await expect.poll(() => feed(other), SOON).toEqual(['pin shown']);
  expect(feed(one)).toEqual(['pin shown']);
  expect([...one.shown, ...other.shown]).toEqual([]);
  const names = () => edge.intake.signals.flatMap(({ value }) => value.name ?? []);
  await expect.poll(names, SOON).toEqual(['message-dismissed', 'message-dismissed']);
  one.client.reset();
  expect(feed(one)).toEqual([]);
});
