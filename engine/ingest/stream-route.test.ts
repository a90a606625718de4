import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { EDGE_INGEST_KEY, EDGE_SECRET_KEY, startIngest, type TestIngest } from '../../test/support/ingest.ts';
import { openWire } from '../../test/support/wire.ts';

let edge: TestIngest;
afterEach(() => edge.ingest.close());

const fix = (id?: string, more: object = {}) => ({
  ...(id && { id }),
  kind: 'location',
  customer: 'anna',
  value: { lat: 48.2, lon: 16.4 },
  ...more,
});
const message = (id: string) => ({ id, title: 'Hi', body: 'there', trigger: 't', expiresAt: Date.now() + 60_000 });

/** No room for more signals comes back while the test looks on, however slow the machine is. */
const STILL = { now: Date.now, wall: () => 1_000_000 };

test('signals are acknowledged by id, one or many a frame, text or binary', async () => {
  edge = await startIngest();
  const wire = await openWire(edge.streamUrl, EDGE_INGEST_KEY);
  wire.say(fix('a'));
  expect(await wire.heard()).toEqual({ type: 'ack', accepted: ['a'], duplicates: [], rejected: [] });
  wire.say(Buffer.from(JSON.stringify({ signals: [fix('a'), fix('b'), fix('c', { value: { lat: 95, lon: 0 } })] })));
  expect(await wire.heard()).toEqual({
    type: 'ack',
    accepted: ['b'],
    duplicates: ['a'],
    rejected: [{ index: 2, id: 'c', reason: 'value.lat: must be <= 90, got 95' }],
  });
  wire.say({ signals: [] });
  expect(await wire.heard()).toEqual({ type: 'ack', accepted: [], duplicates: [], rejected: [] });
});

test('nothing is acknowledged before it is settled, and what settles together is acknowledged together', async () => {
  edge = await startIngest();
  edge.intake.isHolding = true;
  const wire = await openWire(edge.streamUrl, EDGE_INGEST_KEY);
  for (const id of ['a', 'b', 'c']) wire.say(fix(id));
  await vi.waitUntil(() => edge.intake.taken.length === 3);
  for (const arrival of edge.intake.taken) edge.intake.settle(arrival);
  expect(await wire.heard()).toEqual({ type: 'ack', accepted: ['a', 'b', 'c'], duplicates: [], rejected: [] });
});

test('a key is needed: in the header, the query or as a protocol; a secret key only in the header', async () => {
  edge = await startIngest();
  const { streamUrl } = edge;
  for (const open of [
    () => openWire(streamUrl, EDGE_INGEST_KEY),
    () => openWire(streamUrl, EDGE_SECRET_KEY),
    () => openWire(`${streamUrl}?key=${EDGE_INGEST_KEY}`),
    () => openWire(streamUrl, undefined, ['kairos', EDGE_INGEST_KEY]),
    () => openWire(streamUrl, undefined, [EDGE_INGEST_KEY]),
  ]) {
    const wire = await open();
    wire.say(fix());
    expect(await wire.heard()).toMatchObject({ type: 'ack' });
  }
  expect((await openWire(streamUrl, undefined, ['kairos', EDGE_INGEST_KEY])).socket.protocol).toBe('kairos');
  for (const open of [
    () => openWire(streamUrl),
    () => openWire(streamUrl, 'nobody'),
    () => openWire(`${streamUrl}?key=${EDGE_SECRET_KEY}`),
    () => openWire(streamUrl, undefined, ['kairos', EDGE_SECRET_KEY]),
  ]) {
    await expect(open()).rejects.toThrow('Unexpected server response: 401');
  }
});

test('a frame that is wrong gets an error, and the stream goes on', async () => {
  edge = await startIngest();
  const wire = await openWire(edge.streamUrl, EDGE_INGEST_KEY);
  const large = { signals: Array.from({ length: 20 }, () => fix(undefined, { id: 'x'.repeat(60_000) })) };
  for (const [frame, reason] of [
    ['{"kind":', 'malformed JSON at position 8'],
    ['[]', 'must be a JSON object'],
    [`{"a":${'['.repeat(50)}${']'.repeat(50)}}`, 'must not nest deeper than 32 levels'],
    [fix(undefined, { value: { note: 'x'.repeat(70_000) } }), 'a signal may have at most 65536 bytes'],
    [large, 'a batch may have at most 1048576 bytes'],
    [{ type: 'dance' }, 'type: must be subscribe, follow-cards, shown, clicked or dismissed'],
    [{ type: 'shown', id: 'm' }, 'shown: subscribe first'],
    [{ type: 'subscribe', customer: 7 }, 'customer: must be text'],
    [Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'must be UTF-8'],
  ] as const) {
    wire.say(frame);
    expect(await wire.heard()).toEqual({ type: 'error', reason: expect.stringContaining(reason) });
  }
  wire.say(fix('after'));
  expect(await wire.heard()).toMatchObject({ accepted: ['after'] });
});

test('when the intake is full the signals are put off by their ids, and the stream goes on', async () => {
  edge = await startIngest();
  edge.intake.isFull = true;
  const wire = await openWire(edge.streamUrl, EDGE_INGEST_KEY);
  wire.say({ signals: [fix('a'), fix(), fix('b')] });
  const reason = 'more signals than can be stored now';
  expect(await wire.heard()).toEqual({ type: 'busy', ids: ['a', 'b'], unnamed: 1, retryAfterMs: 1_000, reason });
  edge.intake.isFull = false;
  wire.say({ signals: [fix('a'), fix('b')] });
  expect(await wire.heard()).toMatchObject({ type: 'ack', accepted: ['a', 'b'] });
});

test('what could not be stored is put off by its id, what is stored is acknowledged, what is wrong refused', async () => {
  edge = await startIngest();
  edge.intake.isHolding = true;
  const wire = await openWire(edge.streamUrl, EDGE_INGEST_KEY);
  wire.say({ signals: [fix('a'), fix('b'), fix('c', { value: {} })] });
  await vi.waitUntil(() => edge.intake.taken.length === 2);
  edge.intake.settle(edge.intake.taken[0]!);
  edge.intake.taken[1]!.settle({ rejected: 'redis is away', again: true });
  expect(await wire.heard()).toEqual({
    type: 'ack',
    accepted: ['a'],
    duplicates: [],
    rejected: [expect.objectContaining({ index: 2, id: 'c' })],
  });
  expect(await wire.heard()).toMatchObject({ type: 'busy', ids: ['b'], reason: 'not everything could be stored' });
});

test('with too much under way positions are put off before they are parsed, and an order comes in', async () => {
  edge = await startIngest();
  edge.intake.isHolding = true;
  const order = (id: string) => ({ id, kind: 'event', customer: 'anna', value: { name: 'order-completed' } });
  const flood = await openWire(edge.streamUrl, EDGE_INGEST_KEY);
  for (let i = 0; i < 5; i++) flood.say({ signals: Array.from({ length: 500 }, (_, n) => fix(`${i}-${n}`)) });
  await vi.waitUntil(() => edge.intake.taken.length === 2_500);
  // One of them is no JSON, and nobody finds out.
  const text = JSON.stringify({ signals: [fix('p1'), order('o1'), fix('bad', { value: { lat: 1 } }), order('o2')] });
  flood.say(text.replace('"lat":1', '"lat":1x'));
  const frame = await flood.heard();
  expect(frame).toMatchObject({ type: 'busy', retryAfterMs: expect.any(Number) });
  const busy: string[] = [];
  for (let heard = frame; heard.type === 'busy'; heard = await flood.heard()) {
    busy.push(...heard.ids);
    if (busy.includes('bad')) break;
  }
  expect(busy).toEqual(expect.arrayContaining(['p1', 'bad']));
  expect(edge.intake.signals.slice(2_500).map(({ id }) => id)).toEqual(['o1', 'o2']);
  // A refusal for good speaks of where it stood in the frame that was sent.
  flood.say({ signals: [fix('p2'), { ...order('o3'), value: {} }] });
  for (let heard = await flood.heard(); ; heard = await flood.heard()) {
    if (heard.type !== 'ack') continue;
    expect(heard.rejected).toEqual([expect.objectContaining({ index: 1, id: 'o3' })]);
    break;
  }
  // Somebody who sends little is let in at once, positions too.
  const polite = await openWire(edge.streamUrl, EDGE_INGEST_KEY);
  polite.say(fix('polite'));
  await vi.waitUntil(() => edge.intake.signals.at(-1)?.id === 'polite');
});

test('above the rate of its key it is put off, and cut off with 1013 only when it goes on and on', async () => {
  edge = await startIngest({ rateLimit: 1_000, clock: STILL });
  const wire = await openWire(edge.streamUrl, EDGE_INGEST_KEY);
  const thousand = Array.from({ length: 1_000 }, (_, i) => fix(`n-${i}`));
  for (let i = 0; i < 4; i++) wire.say({ signals: thousand });
  expect(await wire.heard()).toMatchObject({ type: 'ack' });
  const busy = await wire.heard();
  expect(busy).toMatchObject({ type: 'busy', reason: 'too many signals for this key' });
  expect(busy.type === 'busy' && busy.ids).toHaveLength(1_000);
  for (let i = 0; i < 5_000; i++) wire.say(fix());
  expect(await wire.closed).toBe(1013);
  expect(edge.intake.taken.length).toBeLessThan(4_000);
});

test('who is cut off gets every answer that is on its way', async () => {
  edge = await startIngest({ rateLimit: 10, clock: STILL });
  edge.intake.isHolding = true;
  const wire = await openWire(edge.streamUrl, EDGE_INGEST_KEY);
  wire.say({ signals: Array.from({ length: 100 }, (_, i) => fix(`n-${i}`)) });
  await vi.waitUntil(() => edge.intake.taken.length === 100);
  for (let i = 0; i < 3_000; i++) wire.say(fix());
  let isClosed = false;
  wire.closed.then(() => {
    isClosed = true;
  });
  for (let heard = 0; heard < 2_001; heard++) expect(await wire.heard()).toMatchObject({ type: 'busy', unnamed: 1 });
  expect(isClosed).toBe(false);
  for (const arrival of edge.intake.taken) edge.intake.settle(arrival);
  const acknowledged = await wire.heard();
  expect(acknowledged.type === 'ack' && acknowledged.accepted).toHaveLength(100);
  expect(await wire.closed).toBe(1013);
});

test('in-app messages come down, are shown once, and say so as a signal', async () => {
  edge = await startIngest();
  edge.inbox.put('anna', message('m1'));
  const wire = await openWire(edge.streamUrl, EDGE_INGEST_KEY);
  wire.say({ type: 'subscribe', customer: 'anna', token: edge.keys.customerToken('anna') });
  expect(await wire.heard()).toEqual({ type: 'subscribed', customer: 'anna' });
  expect(await wire.heard()).toMatchObject({ type: 'message', id: 'm1', title: 'Hi' });
  edge.inbox.put('anna', message('m2'));
  expect(await wire.heard()).toMatchObject({ type: 'message', id: 'm2' });
  wire.say({ type: 'shown', id: 'm1' });
  wire.say({ type: 'shown', id: 'm1' });
  wire.say({ type: 'clicked', id: 'm1' });
  await vi.waitUntil(() => edge.intake.signals.length === 2);
  const value = { delivery: 'm1', channel: 'in-app' };
  expect(edge.intake.signals).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        id: 'delivered-m1',
        kind: 'message',
        customer: 'anna',
        value: { ...value, state: 'delivered' },
      }),
      expect.objectContaining({
        id: 'clicked-m1',
        kind: 'message',
        customer: 'anna',
        value: { ...value, state: 'clicked' },
      }),
    ]),
  );
  wire.close();
  await wire.closed;
  await vi.waitUntil(() => edge.inbox.released.length > 0);
  expect(edge.inbox.released).toEqual(['m2']);
  expect(edge.inbox.wasShown).toEqual(['m1']);
});

test('the feed of cards comes whole, stays when a card is shown, and follows what another device puts away', async () => {
  edge = await startIngest();
  const card = (id: string) => ({ ...message(id), at: 1, isPinned: false, isShown: false });
  edge.inbox.cards.put('anna', card('c1'), card('c2'));
  const wire = await openWire(edge.streamUrl, EDGE_INGEST_KEY);
  for (const type of ['dismissed', 'shown']) {
    wire.say({ type, id: 'c1' });
    expect(await wire.heard()).toMatchObject({ type: 'error', reason: expect.stringContaining('first') as string });
  }
  wire.say({ type: 'follow-cards', customer: 'anna', token: edge.keys.customerToken('bert') });
  expect(await wire.heard()).toEqual({ type: 'error', reason: 'token: does not belong to this customer' });
  wire.say({ type: 'follow-cards', customer: 'anna', token: edge.keys.customerToken('anna') });
  const feed = async () => {
    const frame = await wire.heard();
    return frame.type === 'cards' ? frame.cards.map(({ id, isShown }) => (isShown ? `${id} shown` : id)) : frame;
  };
  expect(await feed()).toEqual(['c1', 'c2']);
  for (let i = 0; i < 2; i++) wire.say({ type: 'shown', id: 'c1' });
  expect(await feed()).toEqual(['c1 shown', 'c2']);
  wire.say({ type: 'clicked', id: 'c1' });
  await edge.inbox.cards.dismiss('anna', 'c1');
  expect(await feed()).toEqual(['c2']);
  wire.say({ type: 'dismissed', id: 'c2' });
  expect(await feed()).toEqual([]);
  await vi.waitUntil(() => edge.intake.signals.length === 2);
  expect(edge.intake.signals.map(({ id }) => id).toSorted()).toEqual(['clicked-c1', 'delivered-c1']);
  expect(edge.inbox.wasShown).toEqual([]);
});

test('messages are for whoever proves to be the customer, or holds the secret key', async () => {
  edge = await startIngest();
  const wire = await openWire(edge.streamUrl, EDGE_INGEST_KEY);
  for (const token of [undefined, '', 'guess', edge.keys.customerToken('bert')]) {
    wire.say({ type: 'subscribe', customer: 'anna', token });
    expect(await wire.heard()).toEqual({ type: 'error', reason: 'token: does not belong to this customer' });
  }
  const server = await openWire(edge.streamUrl, EDGE_SECRET_KEY);
  server.say({ type: 'subscribe', customer: 'anna' });
  expect(await server.heard()).toEqual({ type: 'subscribed', customer: 'anna' });
});

test('a receipt that is shed is offered again until it is taken', async () => {
  edge = await startIngest();
  edge.inbox.put('anna', message('m1'));
  const wire = await openWire(edge.streamUrl, EDGE_SECRET_KEY);
  wire.say({ type: 'subscribe', customer: 'anna' });
  await wire.heard();
  await wire.heard();
  edge.intake.isFull = true;
  wire.say({ type: 'shown', id: 'm1' });
  await vi.waitUntil(() => edge.inbox.wasShown.length === 1);
  edge.intake.isFull = false;
  await vi.waitUntil(() => edge.intake.signals.length === 1);
  expect(edge.intake.signals[0]).toMatchObject({ id: 'delivered-m1' });
});

test('an open stream ends within 5 s of its key being revoked', async () => {
  edge = await startIngest();
  const wire = await openWire(edge.streamUrl, EDGE_INGEST_KEY);
  edge.roles.delete(EDGE_INGEST_KEY);
  expect(await wire.closed).toBe(1008);
});

test('closing acknowledges what was taken and says 1001', async () => {
  edge = await startIngest();
  edge.intake.isHolding = true;
  const wire = await openWire(edge.streamUrl, EDGE_INGEST_KEY);
  wire.say(fix('a'));
  await vi.waitUntil(() => edge.intake.taken.length === 1);
  const closed = edge.ingest.close();
  edge.intake.settle(edge.intake.taken[0]!);
  expect(await wire.heard()).toMatchObject({ accepted: ['a'] });
  expect(await wire.closed).toBe(1001);
  await closed;
});

test('a reader that takes nothing fills no memory, what it did not get is given back, and nobody else notices', async () => {
  edge = await startIngest();
  const other = await openWire(edge.streamUrl, EDGE_INGEST_KEY);
  const body = 'x'.repeat(50_000);
  edge.inbox.put('anna', ...Array.from({ length: 1_000 }, (_, i) => ({ ...message(`m${i}`), body })));
  // A raw socket that reads no further than the handshake: the kernel's buffers fill, then ours.
  const stalled = connect(edge.ingest.port, '127.0.0.1');
  stalled.on('error', () => undefined);
  stalled.write(
    `GET /v1/stream HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n` +
      `Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nAuthorization: Bearer ${EDGE_SECRET_KEY}\r\n\r\n`,
  );
  await once(stalled, 'data');
  stalled.pause();
  stalled.write(masked(JSON.stringify({ type: 'subscribe', customer: 'anna' })));
  await vi.waitUntil(() => edge.inbox.released.length > 0, { timeout: 5_000 });
  expect(edge.inbox.held.size).toBeLessThan(500);
  other.say(fix('a'));
  expect(await other.heard()).toMatchObject({ accepted: ['a'] });
  stalled.destroy();
  await vi.waitUntil(() => edge.inbox.held.size === 0, { timeout: 5_000 });
  expect(edge.inbox.wasShown).toEqual([]);
});

test('two hundred streams flood at once, and every signal is settled once', async () => {
  edge = await startIngest();
  const before = process.memoryUsage().rss;
  const wires = await Promise.all(Array.from({ length: 200 }, () => openWire(edge.streamUrl, EDGE_INGEST_KEY)));
  const acked = await Promise.all(
    wires.map(async (wire, w) => {
      for (let i = 0; i < 50; i++) wire.say({ signals: Array.from({ length: 5 }, (_, k) => fix(`${w}-${i}-${k}`)) });
      let count = 0;
      while (count < 250) {
        const frame = await wire.heard();
        if (frame.type === 'ack') count += frame.accepted.length;
      }
      return count;
    }),
  );
  expect(acked.reduce((sum, count) => sum + count, 0)).toBe(50_000);
  expect(edge.intake.taken).toHaveLength(50_000);
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
});

/** A masked text frame, as clients send it; the mask is zero. */
function masked(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x81, 0x80 | bytes.length, 0, 0, 0, 0]), bytes]);
}
