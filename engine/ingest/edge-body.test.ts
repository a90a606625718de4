import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Edge, Exchange } from './contract.ts';
import { openEdge } from './edge.ts';

let edge: Edge | undefined;
let socket: Socket | undefined;
afterEach(() => {
  socket?.destroy();
  return edge?.close();
});

const MEGABYTE = Buffer.alloc(1024 * 1024, 'x');
const errors: string[] = [];

/** An edge that says how many bytes it took, with a raw socket to it. */
async function open(answerWithinMs = 30_000): Promise<Socket> {
  const handle = (exchange: Exchange): void =>
    exchange.body(
      MEGABYTE.length,
      (bytes) => exchange.reply(200, String(bytes.length)),
      () => exchange.reply(413, 'too much'),
    );
  edge = await openEdge({
    host: '127.0.0.1',
    port: 0,
    portSetting: 'KAIROS_PORT',
    routes: [{ method: 'POST', path: '/x', handle }],
    sockets: [],
    answerWithinMs,
    log: { info: () => undefined, warn: () => undefined, error: (message) => errors.push(message) },
  });
  socket = connect(edge.port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** Status and body of the next answer. */
async function answerOn(from: Socket): Promise<string> {
  let text = '';
  while (!text.includes('\r\n\r\n')) text += String((await once(from, 'data'))[0]);
  return `${text.split(' ', 2)[1]} ${text.slice(text.indexOf('\r\n\r\n') + 4)}`;
}

const head = (more: string): string => `POST /x HTTP/1.1\r\nhost: x\r\n${more}\r\n\r\n`;

test.each(['with its length', 'in chunks'])(
  'a client that sends far too much %s reads why, and may go on',
  async (how) => {
    const client = await open();
    const isChunked = how === 'in chunks';
    const answer = answerOn(client);
    client.write(head(isChunked ? 'transfer-encoding: chunked' : `content-length: ${8 * MEGABYTE.length}`));
    for (let i = 0; i < 8; i++) {
      if (isChunked) client.write('100000\r\n');
      client.write(MEGABYTE);
      if (isChunked) client.write('\r\n');
    }
    if (isChunked) client.write('0\r\n\r\n');
    expect(await answer).toBe('413 too much');
    client.write(`${head('content-length: 5')}hello`);
    expect(await answerOn(client)).toBe('200 5');
  },
);

test('a body that nobody would wait for is refused at once', async () => {
  const client = await open();
  client.write(head('content-length: 1000000000'));
  expect(await answerOn(client)).toBe('413 too much');
});

test('a body that stops is answered 408', async () => {
  const client = await open(10);
  client.write(`${head('content-length: 100')}half`);
  expect(await answerOn(client)).toBe('408 {"error":"the request took too long to arrive"}');
});

test('a head without its body is answered 408', async () => {
  const client = await open(10);
  client.write(head('content-length: 100'));
  expect(await answerOn(client)).toBe('408 {"error":"the request took too long to arrive"}');
});

test('a client that leaves in mid-body is no error of ours', async () => {
  const client = await open();
  client.write(`${head('content-length: 100')}half`);
  client.resetAndDestroy();
  await once(client, 'close');
  const another = connect(edge!.port, '127.0.0.1');
  another.write(`${head('content-length: 5')}hello`);
  expect(await answerOn(another)).toBe('200 5');
  another.destroy();
  expect(errors).toEqual([]);
});

// The native side cuts what is slower than 16 KB/s after 8 to 12 s: shorter than that it cannot be tried.
test('a body that moves on slowly arrives', { timeout: 40_000 }, async () => {
  const client = await open(4_000);
  const answer = answerOn(client);
  client.write(head('content-length: 14000'));
  let sent = 0;
  const timer = setInterval(() => {
    client.write('x'.repeat(1_000));
    sent += 1_000;
    if (sent === 14_000) clearInterval(timer);
  }, 1_000);
  expect(await answer).toBe('200 14000');
});
