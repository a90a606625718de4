import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, expect, test } from 'vitest';
import { answerFailures } from './failures.ts';
import { serverOptions } from './server-options.ts';

let app: FastifyInstance;
afterEach(() => app.close());

const errors: string[] = [];
const left: (() => void)[] = [];

async function open(limits?: Parameters<typeof serverOptions>[0]): Promise<Socket> {
  app = fastify(serverOptions(limits));
  answerFailures(app, { info: () => undefined, warn: () => undefined, error: (message) => errors.push(message) });
  app.post('/x', async () => ({ ok: true }));
  app.addHook('onRequestAbort', async (_request) => {
    for (const tell of left) tell();
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

const hurried = { headMs: 20, requestMs: 40, checkMs: 5 };
const HEAD = 'POST /x HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n';

test.each([
  ['in its head', 'POST /x HTTP/1.1\r\nhost:'],
  ['in its body', `${HEAD}{"half`],
])('a request that stalls %s is answered 408 and its connection ends', async (_, sent) => {
  const socket = await open(hurried);
  const ended = once(socket, 'close');
  let said = '';
  socket.on('data', (chunk: Buffer) => {
    said += String(chunk);
  });
  socket.write(sent);
  await ended;
  expect(said).toMatch(/^HTTP\/1\.1 408 /);
});

test('a client that leaves in mid-body is no error of ours', async () => {
  const socket = await open();
  const hasLeft = new Promise<void>((resolve) => left.push(resolve));
  socket.write(`${HEAD}{"half`);
  await once(app.server, 'request');
  socket.resetAndDestroy();
  await hasLeft;
  expect((await app.inject({ method: 'POST', url: '/x', payload: {} })).statusCode).toBe(200);
  expect(errors).toEqual([]);
});
