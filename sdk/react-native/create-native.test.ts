import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { EDGE_INGEST_KEY, startIngest, type TestIngest } from '../../test/support/ingest.ts';
import { beaconsAt, neighbourhoodOf, shopAt } from '../../test/support/sdk/neighbourhood.ts';
import type { Cipher, HandedMessage, TextStore } from '../app/contract.ts';
import { sealTexts } from '../app/sealed-texts.ts';
import type { DeviceFix, NeighbourBeacon, NeighbourPlace } from '../position/contract.ts';
import type { NativeKairos } from './contract.ts';
import { createNative } from './create-native.ts';

const centre = { lat: 52.52, lon: 13.4 };
const UUID = 'f7826da6-4fa2-4e98-8024-bc5b71e0893e';
const REGIONS = [`ibeacon:${UUID}:100`, 'eddystone:edd1ebeac04e5defa017'];

let edge: TestIngest;
let client: NativeKairos;
let texts: Map<string, string>;
/** What a phone's modules were asked to call. */
let turn: (state: string) => void;

beforeEach(async () => {
  edge = await startIngest({ neighbourhood: neighbourhoodOf(shopAt(centre), beaconsAt(centre, ...REGIONS)) });
  texts = new Map();
  vi.stubGlobal('WebSocket', WebSocket);
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await client.close();
  await edge.ingest.close();
});

/** A store that answers later, as a phone's does. */
const storage: TextStore = {
  getItem: async (name) => texts.get(name) ?? null,
  setItem: async (name, text) => void texts.set(name, text),
  removeItem: async (name) => void texts.delete(name),
  getAllKeys: async () => [...texts.keys()],
};
const start = (url = edge.url, store = storage): NativeKairos => {
  client = createNative({
    ...{ url, key: EDGE_INGEST_KEY, storage: store, gatherMs: 1, firstWaitMs: 1, mostWaitMs: 5 },
    onProblem: () => undefined,
    appState: {
      addEventListener(_, heard) {
        turn = heard;
        return { remove: () => undefined };
      },
    },
  });
  return client;
};

test('keeps what was told offline in the app’s own store, as the same customer, until the engine has it', async () => {
  const before = start('http://127.0.0.1:9');
  before.screen('Cart', { items: 2 });
  await before.flush(30);
  const { anonymousId } = before;
  await before.close();
  expect([...texts.keys()].some((name) => name.includes(':signal:'))).toBe(true);
  const after = start();
  after.track('later');
  expect(await after.flush(60_000)).toBe(true);
  expect(edge.intake.signals.map(({ customer }) => customer)).toEqual([anonymousId, anonymousId]);
  await after.close();
  expect([...texts.keys()].some((name) => name.includes(':signal:'))).toBe(false);
});

test('what waits in a store that is sealed cannot be read there, and is sent by the next run', async () => {
  const secret = randomBytes(32);
  const cipher: Cipher = {
    seal(text) {
      const iv = randomBytes(12);
      const made = createCipheriv('aes-256-gcm', secret, iv);
      return Buffer.concat([iv, made.update(text), made.final(), made.getAuthTag()]).toString('base64');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const made = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, 12)).setAuthTag(bytes.subarray(-16));
      return Buffer.concat([made.update(bytes.subarray(12, -16)), made.final()]).toString();
    },
  };
  const before = start('http://127.0.0.1:9', sealTexts(storage, cipher));
  before.track('secret-wish');
  await before.flush(30);
  await before.close();
  expect([...texts.values()].join()).not.toContain('secret-wish');
  // What somebody else wrote is not there.
  texts.set(`kairos:${EDGE_INGEST_KEY}:signal:zz`, 'x');
  const after = start(edge.url, sealTexts(storage, cipher));
  expect(await after.flush(60_000)).toBe(true);
  expect(edge.intake.signals.map(({ value }) => value.name)).toEqual(['secret-wish']);
});

test('tells each fix, asks what is near, and hands the places to the system', async () => {
  const fenced: (readonly NeighbourPlace[])[] = [];
  let began = (): void => undefined;
  start();
  const stop = client.followPosition({
    look: async () => ({ ...centre, at: Date.now(), accuracyMetres: 5, isMocked: true }),
    state: () => ({ isMoving: false, battery: 80, isCharging: false }),
    moved(run) {
      began = run;
      return () => undefined;
    },
    fence: (places) => fenced.push(places),
  });
  await expect.poll(() => fenced).toEqual([[{ id: 'shop', ...centre, radiusMetres: 80, isInside: true }]]);
  began();
  await expect.poll(() => edge.intake.signals.length).toBe(2);
  expect(edge.intake.signals[0]?.value).toMatchObject({ ...centre, accuracyMetres: 5, mocked: true });
  expect(fenced).toHaveLength(1);
  stop();
});

test('hands places and beacons around to the system together, as many as it watches', async () => {
  const fenced: number[] = [];
  const watched: (readonly NeighbourBeacon[])[] = [];
  const follow = (mostRegions?: number) =>
    client.followPosition({
      look: async () => ({ ...centre, at: Date.now(), accuracyMetres: 5 }),
      fence: (places) => fenced.push(places.length),
      watchBeacons: (regions) => watched.push(regions),
      ...(mostRegions !== undefined && { mostRegions }),
    });
  start();
  const stop = follow();
  await expect
    .poll(() => watched)
    .toEqual([
      [
        { identifier: REGIONS[0], uuid: UUID, major: 100 },
        { identifier: REGIONS[1], namespace: 'edd1ebeac04e5defa017' },
      ],
    ]);
  stop();
  const again = follow(2);
  await expect.poll(() => watched.length).toBe(2);
  expect([fenced, watched[1]?.length]).toEqual([[1, 1], 1]);
  again();
});

/** A phone whose module has these fixes; each look takes the next one. */
function walk(...fixes: readonly (readonly [minute: number, metres: number])[]) {
  const nine = Date.UTC(2026, 9, 22, 9);
  const left = fixes.map(([minute, metres]): DeviceFix => {
    const lat = centre.lat + metres / 111_195;
    return { lat, lon: centre.lon, at: nine + minute * 60_000, accuracyMetres: 8 };
  });
  let began = (): void => undefined;
  const stop = client.followPosition({
    journeys: true,
    look: async () => {
      const fix = left.shift();
      if (!fix) throw new Error('no more fixes');
      return fix;
    },
    moved(run) {
      began = run;
      return () => undefined;
    },
  });
  /** Looks on, until all is seen. */
  return async (): Promise<void> => {
    await expect
      .poll(() => {
        began();
        return left.length;
      })
      .toBe(0);
    stop();
  };
}
const journeys = () =>
  edge.intake.signals
    .filter(({ kind }) => kind === 'event')
    .map(({ id, value: { name, properties } }) => ({ id, name, properties }));

test('an app that is killed in the middle of a visit goes on with it; what both runs tell has one id', async () => {
  const ways = `kairos:${EDGE_INGEST_KEY}:ways`;
  const first = start();
  await walk([0, 0], [5, 4], [11, 2])();
  await expect.poll(() => journeys().map(({ name }) => name)).toEqual(['visit-began']);
  await expect.poll(() => texts.get(ways)).toContain('"told":"visit"');
  // Killed: nothing of it is closed, and what it does from here on nobody keeps.
  const left = new Map(texts);
  await first.close();
  texts = new Map(left);
  start();
  await walk([25, 3], [26, 900], [27, 1_800])();
  await expect.poll(() => journeys().map(({ name }) => name)).toEqual(['visit-began', 'visit-ended']);
  expect(journeys()[1]).toMatchObject({ properties: { seconds: 25 * 60 } });
  await client.close();
  // It comes again, from where the first was killed: the engine knows it.
  texts = left;
  start();
  await walk([25, 3], [26, 900])();
  await expect.poll(() => journeys().length).toBe(3);
  expect(journeys()[2]!.id).toBe(journeys()[1]!.id);
});

test.each([
  ['another customer', (one: NativeKairos) => one.reset()],
  ['an opt-out', (one: NativeKairos) => one.optOut()],
  ['a permission that is taken back', (one: NativeKairos) => one.permit({ positions: false })],
])('with %s what the device remembers of its ways is gone from it', async (_, leave) => {
  const ways = `kairos:${EDGE_INGEST_KEY}:ways`;
  client = createNative({
    ...{ url: edge.url, key: EDGE_INGEST_KEY, storage, gatherMs: 1, onProblem: () => undefined },
    purposeOf: ({ kind }) => (kind === 'location' ? 'positions' : undefined),
  });
  await walk([0, 0], [5, 0])();
  client.track('seen');
  expect(await client.flush(60_000)).toBe(true);
  expect(texts.has(ways)).toBe(false);
  client.permit({ positions: true });
  await walk([0, 0], [6, 0])();
  await expect.poll(() => texts.get(ways)).toContain('"fixes":2');
  await leave(client);
  await expect.poll(() => texts.has(ways)).toBe(false);
});

test('tells the beacons that a module hears; only while in use the position is followed in front alone', async () => {
  start();
  const beacon = { uuid: 'f7826da6-4fa2-4e98-8024-bc5b71e0893e', major: 1, minor: 2 };
  client.followBeacons({
    range(heard, gone) {
      heard([{ ...beacon, rssi: -70 }]);
      gone({ uuid: beacon.uuid, major: 1 });
      return () => undefined;
    },
  });
  const looks: number[] = [];
  const look = async () => {
    looks.push(1);
    return { ...centre, at: Date.now(), accuracyMetres: 5 };
  };
  const state = () => ({ isMoving: false });
  turn('background');
  client.followPosition({ look, state, onlyInUse: true });
  await client.flush(60_000);
  expect(edge.intake.signals.map(({ kind, value }) => [kind, value.gone ?? value.rssi])).toEqual([
    ['beacon', -70],
    ['beacon', true],
  ]);
  expect(looks).toEqual([]);
  turn('active');
  await expect.poll(() => looks).toEqual([1]);
});

test('hands messages over while the app is in front, and says what became of them', async () => {
  start();
  client.identify('anna');
  const shown: HandedMessage[] = [];
  client.showMessages({
    token: (customer) => (customer === 'anna' ? edge.keys.customerToken(customer) : undefined),
    show: (message) => void shown.push(message),
  });
  const message = { title: 'Hi', body: 'there', trigger: 't', expiresAt: Date.now() + 60_000 };
  edge.inbox.put('anna', { id: 'm-1', ...message });
  await expect.poll(() => edge.inbox.wasShown).toEqual(['m-1']);
  shown[0]?.clicked();
  shown[0]?.dismissed();
  await client.flush(60_000);
  await expect.poll(() => edge.intake.signals.map(({ value }) => value.state ?? value.name)).toContain('clicked');
  expect(edge.intake.signals.at(-1)?.value.properties ?? edge.intake.signals.at(-2)?.value.properties).toMatchObject({
    message: 'm-1',
    trigger: 't',
  });
  turn('background');
  edge.inbox.put('anna', { id: 'm-2', ...message });
  turn('active');
  await expect.poll(() => edge.inbox.wasShown).toEqual(['m-1', 'm-2']);
});
