import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { IngestReply, SignalInput } from '../sdk/protocol.ts';
import { createApiClient } from './client.ts';
import type { Io } from './contract.ts';
import type { Pacing } from './pacing.ts';
import { play } from './play.ts';
import type { Recorded } from './tracks/contract.ts';

const START = Date.UTC(2026, 10, 22, 12);
const FIRST = Date.UTC(2026, 2, 29, 10);

/** An engine's ingest as far as replaying knows it, and the outside with a clock that waiting moves on. */
let server: Server;
let requests: { at: number; signals: SignalInput[] }[];
let answer: (signals: readonly SignalInput[]) => { status: number; body: unknown; retryAfter?: string };
let io: Io;
let waits: number[];
let now: number;
let interruption: AbortController;

beforeEach(async () => {
  now = START;
  requests = [];
  waits = [];
  interruption = new AbortController();
  answer = (signals) => ({ status: 200, body: reply({ accepted: signals.length }) });
  server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { signals } = JSON.parse(text) as { signals: SignalInput[] };
    requests.push({ at: now, signals });
    const { status, body, retryAfter } = answer(signals);
    response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  io = {
    env: {},
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: Readable.from([]),
    isTerminal: false,
    fetch,
    now: () => now,
    wait: async (ms) => {
      waits.push(ms);
      now += ms;
    },
    interrupted: interruption.signal,
  };
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const reply = (part: Partial<IngestReply>): IngestReply => ({ accepted: 0, duplicates: 0, rejected: [], ...part });

async function* recording(...seconds: (number | [seconds: number, customer: string])[]): AsyncGenerator<Recorded> {
  for (const [i, when] of seconds.entries()) {
    const [second, customer] = typeof when === 'number' ? [when, 'anna'] : when;
    const signal = { id: `r${i}`, kind: 'location', customer, at: FIRST + second * 1000, value: { i } };
    yield { line: i + 1, bytes: 0, signal };
  }
}

function run(rows: AsyncIterable<Recorded>, more: Partial<Pacing> = {}) {
  const { port } = server.address() as AddressInfo;
  const client = createApiClient({ url: `http://127.0.0.1:${port}`, key: 'secret' }, 'ingest', io);
  const pacing = { speed: 1, keepTimes: false, firstAt: FIRST, startAt: START, ...more };
  let made = 0;
  return play(
    rows,
    pacing,
    client,
    io,
    () => `new${made++}`,
    () => undefined,
  );
}
const timesSent = () => requests.flatMap(({ signals }) => signals.map(({ at }) => Number(at) - START));

test('signals leave with the distances they were recorded at, divided by the speed, and bear the time they leave at', async () => {
  const sent = await run(recording(0, 60, 90), { speed: 60 });
  expect(sent).toMatchObject({ accepted: 3, rejected: 0 });
  expect(requests.map(({ at }) => at - START)).toEqual([0, 1_000, 1_500]);
  expect(timesSent()).toEqual([0, 1_000, 1_500]);
  expect(requests[0]?.signals[0]).toEqual({
    id: 'new0',
    kind: 'location',
    customer: 'anna',
    at: START,
    value: { i: 0 },
  });
});

test('what is due together goes together', async () => {
  await run(recording(0, 0.01, 0.02, 1));
  expect(requests.map(({ signals }) => signals.length)).toEqual([3, 1]);
  requests.length = 0;
  now = START;
  await run(recording(0, 0.01, 0.02, 1), { speed: Number.POSITIVE_INFINITY });
  expect(requests.map(({ signals }) => signals.length)).toEqual([4]);
});

test('at full speed signals of a customer keep their order', async () => {
  await run(recording(0, 60, [60, 'ben'], 120), { speed: Number.POSITIVE_INFINITY });
  expect(timesSent()).toEqual([0, 1, 0, 2]);
});

test('fixes that were recorded out of order stay so', async () => {
  await run(recording(0, 60, 30));
  expect(timesSent()).toEqual([0, 60_000, 30_000]);
});

test('kept times and ids are those of the recording', async () => {
  await run(recording(0, 60), { keepTimes: true, speed: 60 });
  expect(requests.flatMap(({ signals }) => signals.map(({ id, at }) => [id, at]))).toEqual([
    ['r0', FIRST],
    ['r1', FIRST + 60_000],
  ]);
});

test('large recordings go in batches of bounded size', async () => {
  await run(recording(...Array.from({ length: 1_201 }, () => 0)));
  expect(requests.map(({ signals }) => signals.length)).toEqual([500, 500, 201]);
});

test('an engine that is behind is waited for as long as it asks, and nothing is sent twice as something new', async () => {
  let tries = 0;
  answer = (signals) => {
    tries += 1;
    if (tries === 1) return { status: 429, body: { error: 'too fast' }, retryAfter: '3' };
    if (tries === 2)
      return { status: 503, body: { error: 'not everything could be stored', ...reply({ accepted: 1 }) } };
    return { status: 200, body: reply({ accepted: signals.length - 1, duplicates: 1 }) };
  };
  const sent = await run(recording(0, 0));
  expect(sent).toMatchObject({ accepted: 2, duplicates: 0, waits: 2 });
  expect(waits.slice(0, 1)).toEqual([3_000]);
  expect(new Set(requests.map(({ signals }) => JSON.stringify(signals))).size).toBe(1);
});

test('an engine that stays away ends the replay with one clear sentence', async () => {
  const { port } = server.address() as AddressInfo;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  const client = createApiClient({ url: `http://127.0.0.1:${port}`, key: 'secret' }, 'ingest', io);
  const pacing = { speed: 1, keepTimes: false, firstAt: FIRST, startAt: START };
  const playing = play(
    recording(0),
    pacing,
    client,
    io,
    () => 'x',
    () => undefined,
  );
  await expect(playing).rejects.toThrow(`no answer from http://127.0.0.1:${port} (ECONNREFUSED)`);
  expect(waits).toHaveLength(7);
});

test('what is refused is counted and named by its line', async () => {
  answer = () => ({ status: 200, body: reply({ accepted: 1, rejected: [{ index: 1, reason: 'lat: too large' }] }) });
  const sent = await run(recording(0, 0), { speed: Number.POSITIVE_INFINITY });
  expect(sent).toMatchObject({ accepted: 1, rejected: 1, refused: [{ line: 2, reason: 'lat: too large' }] });
});

test('an interruption stops it between two batches', async () => {
  io = { ...io, wait: async () => interruption.abort() };
  const sent = await run(recording(0, 60, 120));
  expect(sent.accepted).toBe(1);
  expect(requests).toHaveLength(1);
});
