import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket as WsSocket } from 'ws';
import { EDGE_INGEST_KEY, startIngest, type TestIngest } from '../test/support/ingest.ts';
import { type Client, type ClientOptions, createClient } from './index.ts';

let edge: TestIngest;
let link: Server;
let client: Client;
/** What becomes of each connection in turn, before all others just pass. */
let fates: ((up: Socket) => void)[];
/** A link on which more than this on its way up without a word back breaks the connection. */
let mostBytes: number;
const problems: string[] = [];

beforeEach(async () => {
  edge = await startIngest();
  fates = [];
  mostBytes = Number.POSITIVE_INFINITY;
  problems.length = 0;
  link = createServer((up) => {
    up.on('error', () => undefined);
    const fate = fates.shift();
    if (fate) fate(up);
    else pass(up);
  }).listen(0, '127.0.0.1');
  await once(link, 'listening');
});
afterEach(async () => {
  await client.close();
  link.close();
  await edge.ingest.close();
});

function pass(up: Socket): void {
  const down = connect(edge.ingest.port, '127.0.0.1').on('error', () => undefined);
  let onTheWay = 0;
  up.on('data', (bytes) => {
    onTheWay += bytes.length;
    if (onTheWay > mostBytes) up.resetAndDestroy();
    else down.write(bytes);
  }).on('close', () => down.destroy());
  down
    .on('data', (bytes) => {
      onTheWay = 0;
      up.write(bytes);
    })
    .on('close', () => up.destroy());
}

const open = (more: Partial<ClientOptions>): Client =>
  createClient({
    url: `http://127.0.0.1:${(link.address() as AddressInfo).port}`,
    key: EDGE_INGEST_KEY,
    firstWaitMs: 1,
    mostWaitMs: 5,
    closeWithinMs: 1_000,
    onProblem: (reason) => problems.push(reason),
    ...more,
  });
const event = (id: string) => ({ id, kind: 'event', customer: 'anna', value: { name: 'seen' } });
const answer = (text: string) => (up: Socket) => up.once('data', () => up.end(text));
const html = (status: string) =>
  `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: text/html\r\n\r\n<h1>No</h1>`;

test('over HTTP a 505, a reset after all was sent, and a page of some portal are tried again with the same id', async () => {
  fates = [
    answer(html('505 HTTP Version Not Supported')),
    (up) => {
      pass(up);
      edge.intake.isHolding = true;
      up.on('data', () => setImmediate(() => up.resetAndDestroy()));
    },
    answer(html('200 OK')),
    (up) => {
      edge.intake.isHolding = false;
      for (const arrival of edge.intake.taken) edge.intake.settle(arrival);
      pass(up);
    },
  ];
  client = open({ over: 'http' });
  expect(await client.send(event('a'))).toEqual({ id: 'a', verdict: 'accepted' });
  expect(new Set(edge.intake.signals.map(({ id }) => id))).toEqual(new Set(['a']));
  // The reset alone is told: that somebody else answered in our place is nothing the app could mend.
  expect(problems).toEqual([expect.stringContaining('cannot reach')]);
  expect(fates).toEqual([]);
});

test('over a WebSocket a 505 and a reset are tried again', async () => {
  fates = [answer(html('505 HTTP Version Not Supported')), (up) => up.resetAndDestroy()];
  client = open({ WebSocket: WsSocket });
  expect(await client.send(event('a'))).toEqual({ id: 'a', verdict: 'accepted' });
  expect(fates).toEqual([]);
});

test('what a proxy calls too large goes in smaller batches', async () => {
  fates = [answer(html('413 Content Too Large')), answer(html('413 Content Too Large'))];
  client = open({ over: 'http' });
  const sent = await client.signals(Array.from({ length: 100 }, (_, i) => event(`n-${i}`)));
  expect(sent.every(({ verdict }) => verdict === 'accepted')).toBe(true);
  expect(problems).toEqual([]);
});

test.each<[string, Partial<ClientOptions>]>([
  ['HTTP', { over: 'http' }],
  ['a WebSocket', { WebSocket: WsSocket }],
])('over %s a link that breaks under much gets little at once, and all arrives', async (_, way) => {
  mostBytes = 3_000;
  client = open(way);
  const sent = await client.signals(Array.from({ length: 300 }, (_, i) => event(`n-${i}`)));
  expect(sent.every(({ verdict }) => verdict === 'accepted' || verdict === 'duplicate')).toBe(true);
  expect(new Set(edge.intake.signals.map(({ id }) => id)).size).toBe(300);
});
