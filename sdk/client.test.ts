import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { WebSocket as UndiciSocket } from 'undici';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket as WsSocket } from 'ws';
import { EDGE_INGEST_KEY, EDGE_SECRET_KEY, startIngest, type TestIngest } from '../test/support/ingest.ts';
import { type Client, type ClientOptions, createClient, type SocketConstructor } from './index.ts';

let edge: TestIngest;
let client: Client;
afterEach(async () => {
  await client.close();
  await edge.ingest.close();
});

const fix = (id?: string, lat = 48.2) => ({
  ...(id && { id }),
  kind: 'location',
  customer: 'anna',
  value: { lat, lon: 16.4 },
});
const message = (id: string) => ({ id, title: 'Hi', body: 'there', trigger: 't', expiresAt: Date.now() + 60_000 });
const open = (more: Partial<ClientOptions> = {}): Client =>
  createClient({
    url: edge.url,
    key: EDGE_INGEST_KEY,
    WebSocket: WsSocket,
    firstWaitMs: 10,
    mostWaitMs: 50,
    closeWithinMs: 1_000,
    ...more,
  });
/** An engine whose port can be had again: one that was picked by the system keeps it for a minute. */
const startAnew = async (): Promise<void> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  edge = await startIngest({ port });
};
const restart = async (): Promise<void> => {
  edge = await startIngest({ port: edge.ingest.port });
};

const ways: readonly [string, Partial<ClientOptions>][] = [
  ['a WebSocket of ws', {}],
  ['a WebSocket of undici', { WebSocket: UndiciSocket as unknown as SocketConstructor }],
];
test.each(ways)('over %s each signal resolves with what became of it', async (_, way) => {
  edge = await startIngest();
  client = open(way);
  const before = Date.now();
  expect(await client.send(fix('a'))).toEqual({ id: 'a', verdict: 'accepted' });
  expect(await client.signals([fix('a'), fix('b'), fix('c', 99), fix('d')])).toEqual([
    { id: 'a', verdict: 'duplicate' },
    { id: 'b', verdict: 'accepted' },
    { id: 'c', verdict: 'rejected', reason: 'value.lat: must be <= 90, got 99' },
    { id: 'd', verdict: 'accepted' },
  ]);
  const { id } = await client.send(fix());
  expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4/);
  expect(edge.intake.signals.at(-1)?.id).toBe(id);
  expect(edge.intake.signals.at(-1)?.at).toBeGreaterThanOrEqual(before);
});

test('over HTTP, with a secret key, the same', async () => {
  edge = await startIngest();
  client = open({ key: EDGE_SECRET_KEY, over: 'http' });
  expect(await client.signals([fix('a'), fix('c', 99)])).toEqual([
    { id: 'a', verdict: 'accepted' },
    { id: 'c', verdict: 'rejected', reason: 'value.lat: must be <= 90, got 99' },
  ]);
  edge.intake.isFull = true;
  const later = client.send(fix('late'));
  await vi.waitUntil(() => edge.intake.refusals > 0);
  edge.intake.isFull = false;
  expect(await later).toEqual({ id: 'late', verdict: 'accepted' });
  expect(() => client.subscribe('anna', 'token', () => undefined)).toThrow('need a WebSocket');
});

test.each(ways)('over %s a connection that is given up while it is made ends once it is there', async (_, way) => {
  edge = await startIngest();
  const ended: number[] = [];
  const gone = vi.fn();
  let made = 0;
  class Watched extends (way.WebSocket ?? (WsSocket as unknown as SocketConstructor)) {
    constructor(url: string, protocols?: string[]) {
      super(url, protocols);
      this.addEventListener('close', gone);
      made++;
      if (made === 2) queueMicrotask(() => void client.close());
    }
    override close(code?: number, reason?: string): void {
      ended.push(this.readyState);
      super.close(code, reason);
    }
  }
  client = open({ WebSocket: Watched });
  const stop = client.subscribe('anna', edge.keys.customerToken('anna'), () => undefined);
  // The first goes with its customer, the second with the client.
  stop();
  await vi.waitUntil(() => gone.mock.calls.length === 2);
  // A browser writes a line on its console for each that is ended before it was open.
  expect(ended).not.toContain(0);
  expect(ended.length).toBeGreaterThan(1);
});

test('signals of one turn travel in few frames', async () => {
  edge = await startIngest();
  client = open();
  const sent = await client.signals(Array.from({ length: 1_000 }, (_, i) => fix(`n-${i}`)));
  expect(sent.filter(({ verdict }) => verdict === 'accepted')).toHaveLength(1_000);
  expect(edge.intake.signals.map(({ id }) => id)).toEqual(Array.from({ length: 1_000 }, (_, i) => `n-${i}`));
});

test('what was sent and not acknowledged is sent again after a restart, and counts once', async () => {
  await startAnew();
  client = open();
  await client.send(fix('before'));
  edge.intake.isHolding = true;
  const lost = client.signals([fix('x'), fix('y')]);
  await vi.waitUntil(() => edge.intake.taken.length === 3);
  const { intake } = edge;
  const closed = edge.ingest.close();
  // The engine has them, and goes away before it says so.
  for (const arrival of intake.taken.slice(1)) arrival.settle({ rejected: 'the engine is stopping', again: true });
  await closed;
  const offline = client.send(fix('offline'));
  await restart();
  expect((await lost).map(({ verdict }) => verdict)).toEqual(['accepted', 'accepted']);
  expect(await offline).toEqual({ id: 'offline', verdict: 'accepted' });
  expect(edge.intake.signals.map(({ id }) => id)).toEqual(['x', 'y', 'offline']);
});

test('through many restarts nothing is lost and nothing is out of order', async () => {
  await startAnew();
  client = open();
  const seen: string[] = [];
  const all: Promise<unknown>[] = [];
  for (let round = 0; round < 5; round++) {
    for (let i = 0; i < 50; i++) all.push(client.send(fix(`${round}-${i}`)));
    await vi.waitUntil(() => edge.intake.taken.length > 0);
    await edge.ingest.close();
    seen.push(...edge.intake.signals.map(({ id }) => id));
    await restart();
  }
  const verdicts = (await Promise.all(all)) as { verdict: string }[];
  seen.push(...edge.intake.signals.map(({ id }) => id));
  expect(verdicts.every(({ verdict }) => verdict === 'accepted' || verdict === 'duplicate')).toBe(true);
  const expected = Array.from({ length: 250 }, (_, n) => `${Math.floor(n / 50)}-${n % 50}`);
  expect([...new Set(seen)]).toEqual(expected);
});

test('an engine that is behind is asked again when it said, with the same id, over the same connection', async () => {
  edge = await startIngest();
  edge.intake.isFull = true;
  const problems: string[] = [];
  client = open({ onProblem: (reason) => problems.push(reason) });
  const sent = client.send(fix('a'));
  await vi.waitUntil(() => problems.length === 2, { timeout: 5_000 });
  expect(problems).toEqual(Array(2).fill('more signals than can be stored now'));
  edge.intake.isFull = false;
  expect(await sent).toEqual({ id: 'a', verdict: 'accepted' });
  expect(edge.intake.refusals).toBe(2);
});

test('offline the queue is bounded, and closing tells what was never sent', async () => {
  edge = await startIngest();
  await edge.ingest.close();
  client = open({ mostPending: 2, closeWithinMs: 20 });
  const sent = [client.send(fix('a')), client.send(fix('b')), client.send(fix('c'))];
  expect(await sent[2]).toEqual({ id: 'c', verdict: 'unsent', reason: 'too many signals are waiting' });
  expect(client.pending).toBe(2);
  await client.close();
  expect(await Promise.all(sent.slice(0, 2))).toEqual([
    { id: 'a', verdict: 'unsent', reason: 'the client was closed' },
    { id: 'b', verdict: 'unsent', reason: 'the client was closed' },
  ]);
  expect(await client.send(fix('d'))).toMatchObject({ verdict: 'unsent' });
});

test('closing waits for what is under way', async () => {
  edge = await startIngest();
  client = open();
  const sent = client.send(fix('a'));
  await client.close();
  expect(await sent).toEqual({ id: 'a', verdict: 'accepted' });
});

test('what can never be accepted is refused here, before it could spoil a frame', async () => {
  edge = await startIngest();
  client = open();
  const round: Record<string, unknown> = {};
  round.self = round;
  let deep: Record<string, unknown> = {};
  for (let i = 0; i < 40; i++) deep = { deep };
  const reasons = await client.signals([
    { ...fix('large'), value: { text: 'x'.repeat(70_000) } },
    { ...fix('round'), value: round },
    { ...fix('deep'), value: deep },
    fix('with space'),
    fix('good'),
  ]);
  expect(reasons).toMatchObject([
    { verdict: 'rejected', reason: expect.stringContaining('at most 65536 bytes') },
    { verdict: 'rejected', reason: expect.stringContaining('must be JSON') },
    { verdict: 'rejected', reason: expect.stringContaining('32 levels') },
    { verdict: 'rejected', reason: expect.stringContaining('id: must be') },
    { verdict: 'accepted' },
  ]);
});

test('in-app messages are shown once each, also across a reconnect, and told as shown', async () => {
  await startAnew();
  client = open();
  const seen: string[] = [];
  edge.inbox.put('anna', message('m1'));
  client.subscribe('anna', edge.keys.customerToken('anna'), ({ id }) => {
    seen.push(id);
  });
  await vi.waitUntil(() => edge.inbox.wasShown.includes('m1'));
  edge.inbox.put('anna', message('m2'));
  await vi.waitUntil(() => edge.inbox.wasShown.includes('m2'));
  client.clicked('m2');
  await vi.waitUntil(() => edge.intake.signals.some(({ id }) => id === 'clicked-m2'));
  await edge.ingest.close();
  await restart();
  edge.inbox.put('anna', message('m2'), message('m3'));
  await vi.waitUntil(() => edge.inbox.wasShown.length === 2);
  expect(seen).toEqual(['m1', 'm2', 'm3']);
});

test('a message whose showing fails is not told as shown; one that has expired is not shown', async () => {
  edge = await startIngest();
  client = open();
  const shown = vi.fn(() => {
    throw new Error('no screen');
  });
  client.subscribe('anna', edge.keys.customerToken('anna'), shown);
  edge.inbox.put('anna', { ...message('old'), expiresAt: 1 }, message('m1'));
  await vi.waitUntil(() => shown.mock.calls.length === 1);
  await client.close();
  await vi.waitUntil(() => edge.inbox.released.length === 2);
  expect(edge.inbox.wasShown).toEqual([]);
});

test('after a stop the messages of that customer are shown no more, and go to whoever asks next', async () => {
  edge = await startIngest();
  client = open();
  const seen: string[] = [];
  const stop = client.subscribe('anna', edge.keys.customerToken('anna'), ({ id }) => {
    seen.push(id);
  });
  edge.inbox.put('anna', message('m1'));
  await vi.waitUntil(() => seen.length === 1);
  stop();
  client.subscribe('bert', edge.keys.customerToken('bert'), ({ id }) => {
    seen.push(id);
  });
  edge.inbox.put('anna', message('m2'));
  edge.inbox.put('bert', message('b1'));
  await vi.waitUntil(() => seen.includes('b1'));
  expect(seen).toEqual(['m1', 'b1']);
});

test('a wrong token and a revoked key are told', async () => {
  edge = await startIngest();
  const problems: string[] = [];
  client = open({ onProblem: (reason) => problems.push(reason) });
  client.subscribe('anna', 'guess', () => undefined);
  await vi.waitUntil(() => problems.length > 0);
  expect(problems).toEqual(['token: does not belong to this customer']);
  edge.roles.delete(EDGE_INGEST_KEY);
  await vi.waitUntil(() => problems.length > 1, { timeout: 5_000 });
  expect(problems[1]).toBe('the engine refused the key: the key was revoked');
});
