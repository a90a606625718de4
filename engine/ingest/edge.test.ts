import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Edge, Handler, SocketSession } from './contract.ts';
import { type EdgeOptions, openEdge } from './edge.ts';

let edge: Edge | undefined;
afterEach(() => edge?.close());

const errors: string[] = [];
const options: EdgeOptions = {
  host: '127.0.0.1',
  port: 0,
  portSetting: 'KAIROS_PORT',
  routes: [],
  sockets: [],
  answerWithinMs: 30_000,
  log: { info: () => undefined, warn: () => undefined, error: (message) => errors.push(message) },
};
const serve = async (handle: Handler, more: Partial<EdgeOptions> = {}): Promise<string> => {
  edge = await openEdge({ ...options, routes: [{ method: 'POST', path: '/x', handle }], ...more });
  return `http://127.0.0.1:${edge.port}/x`;
};
const post = (url: string): Promise<Response> => fetch(url, { method: 'POST', body: 'hello' });

test.each<[string, Handler]>([
  [
    'throws',
    () => {
      throw new Error('oops');
    },
  ],
  [
    'rejects',
    async () => {
      throw new Error('oops');
    },
  ],
  [
    'rejects later',
    async () => {
      await new Promise((done) => setImmediate(done));
      throw new Error('oops');
    },
  ],
  [
    'throws when the body is there',
    (exchange) =>
      exchange.body(
        100,
        () => {
          throw new Error('oops');
        },
        () => undefined,
      ),
  ],
  [
    'rejects when the body is there',
    (exchange) =>
      exchange.body(
        100,
        async () => {
          throw new Error('oops');
        },
        () => undefined,
      ),
  ],
])('a handler that %s answers 500 and takes nothing else down', async (_, handle) => {
  const url = await serve(handle);
  const answer = await post(url);
  expect(answer.status).toBe(500);
  expect(await answer.json()).toEqual({ error: 'internal error' });
  expect(errors.pop()).toBe('a request failed');
  expect((await post(url)).status).toBe(500);
});

test('a handler that never answers is answered for', async () => {
  const url = await serve(() => undefined, { answerWithinMs: 10 });
  const answer = await post(url);
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('1');
  // A page may read it.
  expect(answer.headers.get('access-control-expose-headers')).toBe('retry-after');
});

test('only the first answer counts', async () => {
  const url = await serve((exchange) => {
    exchange.reply(201, 'one');
    exchange.reply(500, 'two');
    expect(exchange.isOver).toBe(true);
    expect(exchange.header('host')).not.toBe('');
  });
  const answer = await post(url);
  expect([answer.status, await answer.text()]).toEqual([201, 'one']);
});

test('a request cannot be read after its handler returned', async () => {
  const url = await serve(async (exchange) => {
    await new Promise((done) => setImmediate(done));
    exchange.reply(200, JSON.stringify([exchange.header('host'), exchange.path, exchange.query('a') ?? null]));
  });
  expect(await (await post(`${url}?a=1`)).json()).toEqual(['', '', null]);
});

test('a port in use is told with its number and the setting that moves it, whoever has it', async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const { port } = other.address() as { port: number };
  const refusal = `cannot listen on 127.0.0.1:${port}: the port is in use; set KAIROS_PORT to another port`;
  await expect(openEdge({ ...options, port })).rejects.toThrow(refusal);
  await new Promise((done) => other.close(done));
  // Two engines must not share a port in silence, as the native side would let them.
  edge = await openEdge({ ...options, port });
  await expect(openEdge({ ...options, port })).rejects.toThrow(refusal);
});

test('where the native part does not load, one sentence says where it does', async () => {
  const load = () => Promise.reject(new Error('cannot open shared object file'));
  await expect(openEdge(options, load)).rejects.toThrow(
    /no native part for Node .* it loads on Node 20 with glibc 2\.27/,
  );
});

test('a session that throws loses its connection and nothing else', async () => {
  const session = (): SocketSession => ({
    opened: () => undefined,
    frame: (bytes) => {
      if (String(bytes) === 'bad') throw new Error('oops');
    },
    drained: () => undefined,
    closed: () => undefined,
  });
  const limits = { mostBytes: 1_000, mostWaitingBytes: 1_000, idleSeconds: 60 };
  const accept = () => ({ session: session(), protocol: '' });
  edge = await openEdge({ ...options, sockets: [{ path: '/s', ...limits, accept }] });
  const closeOf = (frame: string | undefined): Promise<number> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${edge!.port}/s`);
      socket.on('open', () => (frame === undefined ? socket.close(1000) : socket.send(frame)));
      socket.on('close', resolve);
    });
  expect(await closeOf('bad')).toBe(1011);
  expect(await closeOf('x'.repeat(1_001))).toBe(1006);
  expect(await closeOf(undefined)).toBe(1000);
});

test('closing twice is the same as once', async () => {
  const url = await serve((exchange) => exchange.reply(200, ''));
  await edge!.close();
  await edge!.close();
  await expect(post(url)).rejects.toThrow();
});
