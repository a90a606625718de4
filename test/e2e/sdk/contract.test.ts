import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createKairos } from '../../../sdk/node/index.ts';
import { askNeighbourhood } from '../../../sdk/position/ask-neighbourhood.ts';
import type { DeviceFix, RegionLimits } from '../../../sdk/position/contract.ts';
import { EDGE_INGEST_KEY, EDGE_SECRET_KEY, startIngest, type TestIngest } from '../../support/ingest.ts';
import { FRAMES } from '../../support/sdk/frames.ts';
import { VECTOR_NEIGHBOURHOOD } from '../../support/sdk/neighbourhood-vectors.ts';
import { CONTRACT_FOLDER, releasedFiles, type Vector } from '../../support/sdk/wire-contract.ts';

let edge: TestIngest;
beforeAll(async () => {
  edge = await startIngest({ neighbourhood: VECTOR_NEIGHBOURHOOD });
});
afterAll(() => edge.ingest.close());

const read = async <T>(name: string): Promise<T> =>
  JSON.parse(await readFile(join(CONTRACT_FOLDER, name), 'utf8')) as T;
const withReleased = (name: string): readonly string[] => {
  const released = releasedFiles(name);
  expect(released.length).toBeGreaterThan(0);
  return [name, ...released];
};

test.each(withReleased('vectors.json'))(
  'the engine gives the verdicts of %s, and so does the published schema where it can',
  async (name) => {
    const { vectors } = await read<{ vectors: readonly Vector[] }>(name);
    expect(vectors.length).toBeGreaterThan(50);
    const { body } = await edge.post('/v1/signals', JSON.stringify({ signals: vectors.map(({ signal }) => signal) }));
    const refused = new Set((body as { rejected: { index: number }[] }).rejected.map(({ index }) => index));
    expect(vectors.filter(({ verdict }, index) => refused.has(index) !== (verdict === 'rejected'))).toEqual([]);
    const isValid = new Ajv2020({ strict: false, validateFormats: false }).compile(await read('signals.schema.json'));
    expect(vectors.filter(({ verdict, signal }) => verdict === 'accepted' && !isValid(signal))).toEqual([]);
  },
);

interface Question {
  readonly name: string;
  readonly request: DeviceFix & RegionLimits;
  readonly answer: object;
}

test.each(withReleased('neighbourhoods.json'))(
  'the engine answers the questions about a position of %s',
  async (file) => {
    const { vectors } = await read<{ vectors: readonly Question[] }>(file);
    expect(vectors.length).toBeGreaterThan(4);
    const ask = async (request: object) => (await edge.post('/v1/neighbourhood', JSON.stringify(request))).body;
    for (const { name, request, answer } of vectors) {
      // What a later engine adds, an older client leaves unread; what a later client asks besides, an older engine
      // does.
      expect(await ask(request), name).toMatchObject(answer);
      expect(await ask({ ...request, ofALaterRelease: { any: 1 } }), name).toMatchObject(answer);
      const { most, beacons, ...fix } = request;
      const limits = { ...(most !== undefined && { most }), ...(beacons !== undefined && { beacons }) };
      const heard = await askNeighbourhood({ url: edge.url, key: EDGE_INGEST_KEY }, fetch, fix, limits);
      expect(heard, name).toMatchObject(answer);
    }
  },
);

test.each(withReleased('calls.json'))(
  'the calls of a client become the signals of %s, and the engine takes them',
  async (file) => {
    interface Call {
      readonly call: 'track';
      readonly arguments: [string];
      readonly signal: Readonly<Record<string, unknown>>;
    }
    const { calls } = await read<{ calls: readonly Call[] }>(file);
    const client = createKairos({ url: edge.url, key: EDGE_INGEST_KEY, gatherMs: 1 });
    const { anonymousId, deviceId } = client;
    const from = edge.intake.signals.length;
    for (const { call, arguments: given } of calls) client[call](...given);
    expect(await client.flush()).toBe(true);
    expect(client.counts).toMatchObject({ accepted: calls.length, rejected: 0 });
    const made = edge.intake.signals.slice(from).map(({ kind, customer, value }) => ({ kind, customer, value }));
    const named = JSON.stringify(made).replaceAll(anonymousId, 'a-1').replaceAll(deviceId, 'd-1');
    expect(JSON.parse(named)).toEqual(calls.map(({ signal }) => signal));
    await client.close();
  },
);

test('an engine that tells no clock and no neighbourhood is spoken to as well', async () => {
  const older: typeof fetch = async (...asked) => {
    const answer = await fetch(...asked);
    return new Response(await answer.text(), { status: answer.status });
  };
  const client = createKairos({ url: edge.url, key: EDGE_INGEST_KEY, gatherMs: 1, fetch: older });
  client.track('from-newer');
  expect(await client.flush()).toBe(true);
  expect(client.counts).toMatchObject({ accepted: 1, problems: 0 });
  await client.close();
});

test('the frames of the stream are those that are published', async () => {
  const ajv = new Ajv2020({ strict: false });
  const socket = new WebSocket(edge.streamUrl, { headers: { authorization: `Bearer ${EDGE_SECRET_KEY}` } });
  const frames: { readonly type: string }[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(String(data)) as { type: string }));
  await new Promise((resolve) => socket.once('open', resolve));
  const message = { id: 'm-1', title: 'Hi', body: 'there', trigger: 't', expiresAt: Date.now() + 60_000 };
  edge.inbox.put('anna', message);
  socket.send('{"type":"subscribe","customer":"anna"}');
  socket.send('{"type":"other"}');
  socket.send('{"kind":"event","customer":"anna","value":{"name":"a"}}');
  socket.send('{"kind":"event","customer":"anna","value":{}}');
  await expect.poll(() => new Set(frames.map(({ type }) => type)).size).toBe(4);
  edge.intake.isFull = true;
  socket.send('{"id":"later","kind":"event","customer":"anna","value":{"name":"a"}}');
  await expect.poll(() => frames.map(({ type }) => type)).toContain('busy');
  edge.intake.isFull = false;
  socket.close();
  for (const frame of frames) {
    const validate = ajv.compile(FRAMES[frame.type]!.payload);
    expect(validate(frame), JSON.stringify([frame, validate.errors])).toBe(true);
  }
});
