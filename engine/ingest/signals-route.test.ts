import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test, vi } from 'vitest';
import { EDGE_INGEST_KEY, EDGE_SECRET_KEY, startIngest, type TestIngest } from '../../test/support/ingest.ts';

let edge: TestIngest;
afterEach(() => edge.ingest.close());

const fix = (more: object = {}) => ({ kind: 'location', customer: 'anna', value: { lat: 48.2, lon: 16.4 }, ...more });
const json = (body: unknown): string => JSON.stringify(body);

test('one signal is answered after it is settled', async () => {
  edge = await startIngest();
  edge.intake.isHolding = true;
  const answer = edge.post('/v1/signals', json(fix({ id: 's-1' })));
  await vi.waitUntil(() => edge.intake.taken.length === 1);
  let isAnswered = false;
  void answer.then(() => {
    isAnswered = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(isAnswered).toBe(false);
  edge.intake.settle(edge.intake.taken[0]!);
  expect((await answer).body).toEqual({ accepted: 1, duplicates: 0, rejected: [] });
  expect(edge.intake.signals[0]).toMatchObject({ id: 's-1', customer: 'anna' });
});

test('of a batch the bad ones are refused alone, with index, id, path and expectation', async () => {
  edge = await startIngest();
  const large = fix({ value: { lat: 1, lon: 1, note: 'x'.repeat(70_000) } });
  const signals = [
    fix({ id: 'good' }),
    fix({ id: 'high', value: { lat: 91, lon: 0 } }),
    7,
    fix({ kind: 'locaton' }),
    fix({ id: 'good' }),
    large,
    fix(),
  ];
  const answer = await edge.post('/v1/signals', json({ signals }));
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    accepted: 2,
    duplicates: 1,
    rejected: [
      { index: 1, id: 'high', reason: 'value.lat: must be <= 90, got 91' },
      { index: 2, reason: 'signal: must be an object' },
      { index: 3, reason: "kind: 'locaton' is not known; did you mean 'location'?" },
      { index: 5, reason: `signal: may have at most 65536 bytes, got ${json(large).length}` },
    ],
  });
});

test('what the pipeline rejects is told with its id', async () => {
  edge = await startIngest();
  edge.intake.verdict = { rejected: 'no room' };
  const answer = await edge.post('/v1/signals', json(fix({ id: 'a' })));
  expect(answer).toMatchObject({
    status: 200,
    body: { accepted: 0, rejected: [{ index: 0, id: 'a', reason: 'no room' }] },
  });
});

test('what could not be stored is asked for again', async () => {
  edge = await startIngest();
  edge.intake.verdict = { rejected: 'redis is away', again: true };
  const answer = await edge.post('/v1/signals', json(fix({ id: 'a' })));
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('1');
  expect(answer.body).toMatchObject({ accepted: 0, rejected: [{ reason: 'redis is away' }] });
});

test('a key is needed, in one of the ways that carry it', async () => {
  edge = await startIngest();
  const basic = (key: string) => `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
  const status = async (path: string, authorization: string) =>
    (await edge.post(path, json(fix()), { authorization })).status;
  expect(await status('/v1/signals', `Bearer ${EDGE_INGEST_KEY}`)).toBe(200);
  expect(await status('/v1/signals', `bearer ${EDGE_SECRET_KEY}`)).toBe(200);
  expect(await status('/v1/signals', basic(EDGE_INGEST_KEY))).toBe(200);
  expect(await status(`/v1/signals?key=${EDGE_INGEST_KEY}`, '')).toBe(200);
  expect(await status(`/v1/signals?key=${EDGE_SECRET_KEY}`, '')).toBe(401);
  expect(await status('/v1/signals', 'Bearer nobody')).toBe(401);
  expect(await status('/v1/signals', basic('nobody'))).toBe(401);
  expect(await status('/v1/signals', 'Basic %%%')).toBe(401);
  expect(await status('/v1/signals', '')).toBe(401);
  expect(edge.intake.taken).toHaveLength(4);
});

test('malformed JSON is refused with its place, and nothing of it is taken', async () => {
  edge = await startIngest();
  const answer = await edge.post('/v1/signals', '{"signals":[{"kind":"location"},]}');
  expect(answer).toMatchObject({
    status: 400,
    body: { error: 'malformed JSON at position 32 (line 1, column 33): expected a value' },
  });
  expect(edge.intake.taken).toHaveLength(0);
});

test('a body of 10 MB is refused before it is read, whether its size is told or not', async () => {
  edge = await startIngest();
  const body = Buffer.alloc(10_000_000, 'x');
  const told = await edge.post('/v1/signals', body);
  expect(told).toMatchObject({
    status: 413,
    body: { error: expect.stringContaining('at most 1048576 bytes') },
  });
  const stream = new ReadableStream({
    start(controller) {
      for (let i = 0; i < 40; i++) controller.enqueue(body.subarray(0, 65_536));
      controller.close();
    },
  });
  const options = {
    method: 'POST',
    body: stream,
    duplex: 'half',
    headers: { authorization: `Bearer ${EDGE_INGEST_KEY}` },
  };
  const untold = await fetch(`${edge.url}/v1/signals`, options as RequestInit);
  expect(untold.status).toBe(413);
});

test('a fault of ours in a body is answered, packed or not', async () => {
  edge = await startIngest();
  edge.intake.offer = () => {
    throw new Error('nobody takes it');
  };
  const body = json({ signals: [fix()] });
  expect(await edge.post('/v1/signals', body)).toMatchObject({ status: 500 });
  expect(await edge.post('/v1/signals', gzipSync(body), { 'content-encoding': 'gzip' })).toMatchObject({ status: 500 });
});

test('a gzip body is taken, a gzip bomb is not', async () => {
  edge = await startIngest();
  const gzip = { 'content-encoding': 'gzip' };
  const signals = Array.from({ length: 500 }, (_, i) => fix({ id: `g-${i}` }));
  expect((await edge.post('/v1/signals', gzipSync(json({ signals })), gzip)).body).toMatchObject({ accepted: 500 });
  const megabyte = gzipSync(Buffer.alloc(1_000_000, ' '));
  const bomb = Buffer.concat(Array.from({ length: 500 }, () => megabyte));
  const before = process.resourceUsage().maxRSS;
  expect(await edge.post('/v1/signals', bomb, gzip)).toMatchObject({ status: 413 });
  expect(process.resourceUsage().maxRSS - before).toBeLessThan(100 * 1024);
  expect(await edge.post('/v1/signals', 'plain', gzip)).toMatchObject({ status: 400 });
  expect(await edge.post('/v1/signals', 'x', { 'content-encoding': 'br' })).toMatchObject({ status: 415 });
});

test('what a repeat would be like is told: none without an id, of the same time where one was said that counts', async () => {
  edge = await startIngest();
  const now = Date.now();
  const signals = [fix(), fix({ id: 'a' }), fix({ id: 'b', at: now - 5_000 }), fix({ id: 'c', at: now + 60_000 })];
  await edge.post('/v1/signals', json({ signals }));
  const event = { event: 'x', userId: 'u', messageId: 'd', timestamp: new Date(now - 5_000), sentAt: new Date(now) };
  await edge.post('/v1/track', json(event));
  expect(edge.intake.taken.map(({ repeats }) => repeats)).toEqual([
    'never',
    undefined,
    'same-time',
    undefined,
    undefined,
  ]);
});

test('with too much under way a batch of positions is put off before it is parsed, one with an order in it comes in', async () => {
  edge = await startIngest();
  edge.intake.isHolding = true;
  const positions = (name: string, count: number) =>
    Array.from({ length: count }, (_, i) => fix({ id: `${name}-${i}` }));
  const answers = Array.from({ length: 3 }, (_, i) =>
    edge.post('/v1/signals', json({ signals: positions(`${i}`, 800) })),
  );
  await vi.waitUntil(() => edge.intake.taken.length === 2_400);
  answers.push(edge.post('/v1/signals', json({ signals: positions('3', 1_000) })));
  await vi.waitUntil(() => edge.intake.taken.length === 3_400);
  const refused = await edge.post('/v1/signals', json({ signals: positions('late', 500) }).replace('48.2', '48.2x'));
  expect(refused).toMatchObject({ status: 429, body: { error: 'more signals than can be stored now' } });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  const order = { id: 'o', kind: 'event', customer: 'anna', value: { name: 'order-completed' } };
  answers.push(edge.post('/v1/signals', json({ signals: [...positions('with', 100), order] })));
  await vi.waitUntil(() => edge.intake.signals.some(({ id }) => id === 'o'));
  for (const arrival of edge.intake.taken) edge.intake.settle(arrival);
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
});

test('when the intake is full the answer is 429 with a time to come back', async () => {
  edge = await startIngest();
  edge.intake.isFull = true;
  const answer = await edge.post('/v1/signals', json(fix()));
  expect(answer.status).toBe(429);
  expect(answer.headers.get('retry-after')).toBe('1');
});

test('each key has its rate, which is paid off before the next request is read', async () => {
  let now = 1_000_000;
  edge = await startIngest({ rateLimit: 100, clock: { now: Date.now, wall: () => now } });
  const signals = Array.from({ length: 300 }, () => fix());
  expect((await edge.post('/v1/signals', json({ signals }))).status).toBe(200);
  const refused = await edge.post('/v1/signals', 'not even JSON');
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('3');
  expect((await edge.post('/v1/signals', json(fix()), { authorization: `Bearer ${EDGE_SECRET_KEY}` })).status).toBe(
    200,
  );
  now += 2_000;
  expect((await edge.post('/v1/signals', json(fix()))).status).toBe(429);
  now += 20;
  expect((await edge.post('/v1/signals', json(fix()))).status).toBe(200);
});

test('a browser may send from any site', async () => {
  edge = await startIngest();
  const asked = await fetch(`${edge.url}/v1/signals`, {
    method: 'OPTIONS',
    headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
  });
  expect(asked.status).toBe(204);
  expect(asked.headers.get('access-control-allow-headers')).toContain('authorization');
  for (const body of [json(fix()), 'broken']) {
    expect((await edge.post('/v1/signals', body)).headers.get('access-control-allow-origin')).toBe('*');
  }
});

test('a byte order mark before a body is no fault, plain and packed', async () => {
  edge = await startIngest();
  const marked = `\uFEFF${JSON.stringify(fix())}`;
  expect(await edge.post('/v1/signals', marked)).toMatchObject({ status: 200, body: { accepted: 1 } });
  const packed = gzipSync(marked);
  expect(await edge.post('/v1/signals', packed, { 'content-encoding': 'gzip' })).toMatchObject({ status: 200 });
  expect((await edge.post('/v1/signals', `\uFEFF\uFEFF{}`)).status).toBe(400);
});

test.each([
  ['/v1/signal', 'POST /v1/signals'],
  ['/v1/signals/', 'POST /v1/signals'],
  ['/v1/Signals', 'POST /v1/signals'],
  ['/v1/steam', 'GET /v1/stream'],
  ['/v1/identfy', 'POST /v1/identify'],
])('who asks for %s is told of %s', async (path, near) => {
  edge = await startIngest();
  const answer = await edge.post(path, '{}');
  expect(answer).toMatchObject({ status: 404, body: { error: `nothing is at ${path}; did you mean ${near}?` } });
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
});

test('an unknown path is 404, a known one with another method 405, both in JSON', async () => {
  edge = await startIngest();
  expect(await edge.post('/v1/signal', '{}')).toMatchObject({
    status: 404,
    body: { error: expect.stringContaining('/v1/signal;') },
  });
  const got = await fetch(`${edge.url}/v1/signals`);
  expect(got.status).toBe(405);
  expect(await got.json()).toEqual({ error: '/v1/signals takes POST, got GET' });
  expect((await fetch(`${edge.url}/v1/stream`)).status).toBe(426);
});

test('health is told, with the reason when not ready; HEAD gets no body', async () => {
  let ok = true;
  edge = await startIngest({ ready: () => (ok ? { ok } : { ok, why: 'redis does not answer' }) });
  expect(await (await fetch(`${edge.url}/healthz`)).json()).toEqual({ ok: true });
  expect((await fetch(`${edge.url}/readyz`)).status).toBe(200);
  ok = false;
  const unready = await fetch(`${edge.url}/readyz`);
  expect(unready.status).toBe(503);
  expect(await unready.json()).toEqual({ ok: false, why: 'redis does not answer' });
  const head = await fetch(`${edge.url}/healthz`, { method: 'HEAD' });
  expect(head.status).toBe(200);
  expect(await head.text()).toBe('');
});

test('oddities of HTTP neither hang nor mix up the requests of a connection', async () => {
  edge = await startIngest();
  const say = (text: string): Promise<string> =>
    new Promise((resolve) => {
      let heard = '';
      const socket = connect(edge.ingest.port, '127.0.0.1', () => socket.end(text));
      socket.on('data', (bytes) => {
        heard += bytes;
      });
      socket.on('close', () => resolve(heard));
      socket.on('error', () => resolve(heard));
    });
  const head = `POST /v1/signals HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${EDGE_INGEST_KEY}\r\n`;
  const body = json(fix({ id: 'p' }));
  const one = `${head}Content-Length: ${body.length}\r\n\r\n${body}`;
  expect((await say(one + one)).match(/"(accepted|duplicates)":1/g)).toEqual(['"accepted":1', '"duplicates":1']);
  const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  expect(await say(chunked)).toContain('"duplicates":1');
  expect(await say(`${head}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${one}`)).toContain(
    '400 Bad Request',
  );
  expect(await say('GET /v1/signals\r\n\r\n')).toContain('505');
  expect(edge.intake.taken).toHaveLength(3);
});

test('a body that comes byte by byte costs no more than itself', async () => {
  edge = await startIngest();
  const body = `${' '.repeat(60_000)}${json(fix({ id: 'slow' }))}`;
  const before = process.memoryUsage().rss;
  const socket = connect(edge.ingest.port, '127.0.0.1');
  socket.write(
    `POST /v1/signals HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${EDGE_INGEST_KEY}\r\nTransfer-Encoding: chunked\r\n\r\n`,
  );
  socket.write(`${[...body].map((char) => `1\r\n${char}\r\n`).join('')}0\r\n\r\n`);
  const [answer] = await once(socket, 'data');
  socket.destroy();
  expect(String(answer)).toContain('"accepted":1');
  expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
});

test('a client that goes away before the answer harms nobody', async () => {
  edge = await startIngest();
  edge.intake.isHolding = true;
  const gone = new AbortController();
  const asked = fetch(`${edge.url}/v1/signals`, {
    method: 'POST',
    body: json(fix()),
    headers: { authorization: `Bearer ${EDGE_INGEST_KEY}` },
    signal: gone.signal,
  }).catch((cause: Error) => cause.name);
  await vi.waitUntil(() => edge.intake.taken.length === 1);
  gone.abort();
  expect(await asked).toBe('AbortError');
  edge.intake.isHolding = false;
  edge.intake.settle(edge.intake.taken[0]!);
  expect((await edge.post('/v1/signals', json(fix()))).status).toBe(200);
});

test('closing waits until what was taken is settled and answered', async () => {
  edge = await startIngest();
  edge.intake.isHolding = true;
  const answer = edge.post('/v1/signals', json(fix()));
  await vi.waitUntil(() => edge.intake.taken.length === 1);
  const closed = edge.ingest.close();
  setImmediate(() => edge.intake.settle(edge.intake.taken[0]!));
  expect(await answer).toMatchObject({ status: 200, body: { accepted: 1 } });
  await closed;
  await expect(fetch(`${edge.url}/healthz`)).rejects.toThrow();
});

test('a key that only reads sends nothing', async () => {
  edge = await startIngest();
  edge.roles.set('kr_test', 'reading');
  const answer = await edge.post('/v1/signals', JSON.stringify({ signals: [fix()] }), {
    authorization: 'Bearer kr_test',
  });
  expect(answer.status).toBe(401);
  expect(edge.intake.taken).toEqual([]);
});
