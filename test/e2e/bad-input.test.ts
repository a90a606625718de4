import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startApp } from '../../engine/app.ts';
import { signalClock } from '../../engine/clock.ts';
import { CannotStart } from '../../engine/contract.ts';
import type { Document } from '../../engine/definitions/contract.ts';
import { writeFolder } from '../../engine/definitions/folder.ts';
import { loadEngineSettings } from '../../engine/load-settings.ts';
import { LIMITS, type ServerFrame } from '../../sdk/protocol.ts';
import type { InvalidDefinitions, Problem } from '../../triggers/contract.ts';
import { SILENT } from '../support/deliveries.ts';
import {
  eventOf,
  INGEST_KEY,
  mailOf,
  startTestEngine,
  type TestEngine,
  testEnv,
  willingCustomer,
} from '../support/engine.ts';
import { killLaunched, launchEngine, processesOn } from '../support/engine-process.ts';
import { startRedis } from '../support/redis.ts';
import { openWire } from '../support/wire.ts';
import { documentOf, eventTrigger, NOTE, squareStore, workspaceBody } from '../support/workspace.ts';

let engine: TestEngine;
let folder: string;

// A start takes two seconds, and ten times that where the machine has other things to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kairos-bad-'));
  engine = await startTestEngine({
    documents: ({ url }) => [
      workspaceBody(url),
      NOTE,
      squareStore('alex', 52.5219, 13.4132),
      eventTrigger('works', 'works'),
    ],
  });
  engine.nextDay('12:00');
});
afterAll(async () => {
  await killLaunched();
  await engine?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** What was live before still sends. */
async function stillWorks(customer: string): Promise<void> {
  await engine.send(...willingCustomer(customer), eventOf(customer, 'works'));
  const [arrived] = await engine.mails.arrival(mailOf(customer));
  expect(arrived!.mail.subject).toBe('About works');
}

describe('signals', () => {
  const signals = (...list: readonly unknown[]) => JSON.stringify({ signals: list });
  const located = (value: object) => ({ kind: 'location', customer: 'lost', value });

  test.each([
    ['malformed JSON', '{"kind":"event",', 400, /^malformed JSON at position 16 \(line 1, column 17\): expected /],
    ['a list', '[1]', 400, /^must be a JSON object: a signal, or /],
    ['bytes that are no text', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 400, /UTF-8/],
    ['too deep', signals({ deep: JSON.parse('['.repeat(40) + ']'.repeat(40)) }), 400, /nest deeper than 32 levels/],
    ['a large signal', JSON.stringify({ note: 'x'.repeat(LIMITS.signalBytes) }), 413, /at most 65536 bytes, got \d+/],
    ['a large batch', signals(...Array(40).fill({ note: 'x'.repeat(30_000) })), 413, /at most 1048576 bytes/],
    ['too many', signals(...Array(LIMITS.batchSignals + 1).fill({})), 413, /at most 1000 signals/],
  ])('%s is refused whole, with what and where', async (_what, body, status, words) => {
    const answer = await engine.post('/v1/signals', body);
    expect(answer.status).toBe(status);
    expect((answer.body as { error: string }).error).toMatch(words);
  });

  test('a bad signal is refused alone, by index, path and expectation; the rest of its batch goes on', async () => {
    const customer = 'between-bad';
    const batch = [
      ...willingCustomer(customer),
      { kind: 'locaton', customer, value: {} },
      { kind: 'event', customer, value: { name: 'x'.repeat(LIMITS.signalBytes) } },
      located({ lat: 90.5, lon: 13 }),
      { ...located({ lat: 52, lon: -180.5 }), id: 'with-id' },
      located({ lat: 52, lon: '13' }),
      located({ lat: 52 }),
      { kind: 'event', value: { name: 'nobody' } },
      { ...eventOf(customer, 'works'), at: '2026-13-01' },
      { ...eventOf(customer, 'works'), at: engine.clock.now() + 3_600_000 },
      eventOf(customer, 'works'),
    ];
    const { status, body } = await engine.post('/v1/signals', signals(...batch));
    expect(status).toBe(200);
    expect(body).toEqual({
      accepted: 3,
      duplicates: 0,
      rejected: [
        { index: 2, reason: "kind: 'locaton' is not known; did you mean 'location'?" },
        { index: 3, reason: expect.stringMatching(/^may have at most 65536 bytes|65536/) },
        { index: 4, reason: 'value.lat: must be <= 90, got 90.5' },
        { index: 5, id: 'with-id', reason: 'value.lon: must be >= -180, got -180.5' },
        { index: 6, reason: 'value.lon: must be a number, got "13"' },
        { index: 7, reason: expect.stringMatching(/^value(\.lon)?: .*(required|lon)/) },
        { index: 8, reason: 'customer: is required' },
        { index: 9, reason: expect.stringMatching(/^at: must be milliseconds since 1970, or ISO 8601/) },
        { index: 10, reason: expect.stringMatching(/^at: must be at most 5 minutes ahead/) },
      ],
    });
    await engine.mails.arrival(mailOf(customer));
    await engine.settled();
    expect(
      await engine.rows(`SELECT count() AS stored FROM signals WHERE customer IN ('lost', {customer:String})`, {
        customer,
      }),
    ).toEqual([{ stored: 3 }]);
  });

  test('a bad frame on the socket is answered, and the socket goes on', async () => {
    const wire = await openWire(engine.streamUrl, INGEST_KEY);
    wire.say('{"kind":');
    expect(await wire.heard()).toEqual({
      type: 'error',
      reason: expect.stringMatching(/^malformed JSON at position 8/),
    });
    wire.say({
      signals: [located({ lat: 91, lon: 0 }), eventOf('wired', 'nothing', { id: 'wired-1', at: engine.clock.now() })],
    });
    // Refusals and acceptances may come in one frame or in two.
    const frames: ServerFrame[] = [];
    const acks = () => frames.flatMap((frame) => (frame.type === 'ack' ? [frame] : []));
    while (acks().flatMap(({ accepted, rejected }) => [...accepted, ...rejected]).length < 2)
      frames.push(await wire.heard());
    expect(acks().flatMap(({ accepted }) => accepted)).toEqual(['wired-1']);
    expect(acks().flatMap(({ rejected }) => rejected)).toEqual([
      { index: 0, reason: 'value.lat: must be <= 90, got 91' },
    ]);
    wire.close();
    await wire.closed;
  });

  test('a wrong key, and a publishable key where a secret one is needed, are refused', async () => {
    const wrong = await engine.post('/v1/signals', signals(), { authorization: 'Bearer nobody-knows-this-key' });
    expect(wrong.status).toBe(401);
    const answer = await fetch(`${engine.consoleUrl}/v1/places`, {
      headers: { authorization: `Bearer ${INGEST_KEY}` },
    });
    expect(answer.status).toBe(403);
  });
});

describe('definitions', () => {
  const place = (ring: readonly (readonly number[])[], more: object = {}) =>
    documentOf('place', 'alex', {
      type: 'Feature',
      properties: { id: 'alex', tags: ['store'], ...more },
      geometry: { type: 'Polygon', coordinates: [ring] },
    });
  const refused = async (...documents: readonly Document[]) => {
    const before = await engine.ask('GET', '/v1/definitions');
    const answer = await engine.ask<{ error: string; problems: Problem[] }>('POST', '/v1/publish', {
      documents,
      replace: false,
    });
    expect(answer.status).toBe(422);
    expect((await engine.ask('GET', '/v1/definitions')).text).toBe(before.text);
    return answer.body.problems.map(({ source, path, expected }) => `${source} ${path}: ${expected}`);
  };

  /** Takes triggers away together: one may go by another. */
  const remove = async (...names: readonly string[]) => {
    const { body } = await engine.ask<{ documents: readonly Document[] }>('GET', '/v1/definitions');
    const documents = body.documents.filter(({ kind, name }) => kind !== 'trigger' || !names.includes(name));
    expect((await engine.ask('POST', '/v1/publish', { documents, replace: true })).status).toBe(200);
  };

  test.each([
    {
      what: 'a ring that crosses itself',
      ring: [
        [13.4, 52.5],
        [13.42, 52.52],
        [13.42, 52.5],
        [13.4, 52.52],
        [13.4, 52.5],
      ],
      expected:
        /^places\/alex\.geojson geometry\.coordinates\[0\]: a ring that does not cross itself: .*near \[13\.41,52\.51\]/,
    },
    {
      what: 'a ring that is not closed',
      ring: [
        [13.4, 52.5],
        [13.42, 52.5],
        [13.42, 52.52],
        [13.4, 52.52],
      ],
      expected:
        /^places\/alex\.geojson geometry\.coordinates\[0\]: a closed ring: .*add its first position \[13\.4,52\.5\]/,
    },
    {
      what: 'positions the wrong way round',
      ring: [
        [52.5, 113.4],
        [52.52, 113.4],
        [52.52, 113.42],
        [52.5, 113.4],
      ],
      expected:
        /^places\/alex\.geojson geometry\.coordinates\[0\]\[0\]: \[longitude, latitude\]; .*write \[113\.4, 52\.5\]/,
    },
  ])('a place with $what is refused with how to mend it, and the one before stays', async ({ ring, expected }) => {
    expect((await refused(place(ring)))[0]).toMatch(expected);
    expect(engine.app.definitions.live.place.get('alex')?.shape.type).toBe('polygon');
  });

  test('a place that would lie on another continent than it says is taken for one with its axes swapped', async () => {
    const ring = [
      [52.5, 13.4],
      [52.52, 13.4],
      [52.52, 13.42],
      [52.5, 13.4],
    ];
    expect(await refused(place(ring, { zone: 'Europe/Berlin' }))).toEqual([
      expect.stringMatching(/as given it lies in Asia\/Aden, swapped it would lie in Europe\/Berlin$/),
    ]);
  });

  test('a trigger is refused with every problem at once, each with the nearest name', async () => {
    const trigger = documentOf('trigger', 'works', {
      name: 'works',
      on: { sginal: 'cart' },
      when: {
        all: [
          { 'device.fom': { equals: 'phone' } },
          { 'device.form': { eqauls: 'phone' } },
          { 'cart.value': { above: 'ten' } },
        ],
      },
      message: { template: 'nte', purpose: 'offer', channels: ['emial'] },
    });
    expect(await refused(trigger)).toEqual([
      expect.stringMatching(/^triggers\/works\.yaml on\.sginal: .* the nearest to 'sginal' is 'signal'$/),
      "triggers/works.yaml when.all[0].device.fom: a field; the nearest to 'device.fom' is 'device.form'",
      "triggers/works.yaml when.all[1].device.form.eqauls: an operator; the nearest to 'eqauls' is 'equals'",
      'triggers/works.yaml when.all[2].cart.value.above: a number',
      "triggers/works.yaml message.template: a template; the nearest to 'nte' is 'note'",
      "triggers/works.yaml message.purpose: a purpose of the workspace; the nearest to 'offer' is 'offers'",
      "triggers/works.yaml message.channels[0]: a channel; the nearest to 'emial' is 'email'",
    ]);
    await stillWorks('after-trigger');
  });

  test.each([
    [
      'a dwell that is too long',
      { dwell: { places: 'any', for: '8d' } },
      /^on\.dwell\.for: a duration .*from 1s to 1w$/,
    ],
    ['a dwell that is too short', { dwell: { places: 'any', for: '0s' } }, /^on\.dwell\.for: a duration .*from 1s/],
    [
      'a window that is too long',
      { count: { of: { signal: 'cart' }, within: '367d', 'at-least': 3 } },
      /^on\.count\.within: a duration .* to 366d$/,
    ],
    [
      'a window without a length',
      { sequence: { steps: [{ signal: 'cart' }, { exit: { places: 'any' } }], within: 'soon' } },
      /^on\.sequence\.within: a duration such as/,
    ],
    [
      'a count of nothing',
      { count: { of: { signal: 'cart' }, within: '1h', 'at-least': 1 } },
      /^on\.count\.at-least: /,
    ],
    ['a silence beyond all bounds', { inactivity: { for: '9999d' } }, /^on\.inactivity\.for: a duration /],
  ])('%s is refused with the bounds', async (_what, on, words) => {
    const problems = await refused(eventTrigger('works', 'works', { on }));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.replace('triggers/works.yaml ', '')).toMatch(words);
  });

  test('a loop of triggers without a cooldown is refused with the way round, and with one it is not', async () => {
    const follow = (name: string, of: string, more: object = {}) =>
      eventTrigger(name, '', { on: { outcome: { of, is: 'sent' } }, ...more });
    expect(await refused(follow('ping', 'pong'), follow('pong', 'ping'))).toEqual([
      expect.stringMatching(
        /^triggers\/ping\.yaml on\.outcome.*: no loop without a cooldown in it: ping → pong → ping$/,
      ),
    ]);
    expect(await refused(follow('ping', 'pang'))).toEqual([
      "triggers/ping.yaml on.outcome: a trigger to follow; the nearest to 'pang' is 'ping'",
    ]);
    await engine.publish(follow('ping', 'pong', { cooldown: '1d' }), follow('pong', 'ping'));
    await stillWorks('after-loop');
    await remove('ping', 'pong');
  });

  test('more conditions or levels than the written limits are refused, and nothing beyond them is read', async () => {
    const condition = { 'device.form': 'phone' };
    const nested = (depth: number): object => (depth === 0 ? condition : { any: [nested(depth - 1)] });
    const many = eventTrigger('works', 'works', { when: { any: Array(65).fill(condition) } });
    expect(await refused(many)).toEqual(['triggers/works.yaml when.any[64].device.form: at most 64 conditions']);
    expect(await refused(eventTrigger('works', 'works', { when: nested(8) }))).toEqual([
      expect.stringMatching(/^triggers\/works\.yaml when(\.any\[0\]){8}: at most 8 levels of conditions$/),
    ]);
    const list = { 'event.name': { 'one-of': Array.from({ length: 1_001 }, (_, i) => `name ${i}`) } };
    expect(await refused(eventTrigger('works', 'works', { when: list }))).toEqual([
      'triggers/works.yaml when.event.name.one-of: a list of at most 1,000',
    ]);
  });

  test('what cannot be meant is not refused: it is live, and the answer says what is wrong with it', async () => {
    const odd = eventTrigger('odd', 'odd', { when: { 'event.total': { above: 5, below: 3 } } });
    const answer = await engine.ask('POST', '/v1/publish', { documents: [odd], replace: false });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        warnings: [
          {
            source: 'triggers/odd.yaml',
            path: 'when.event.total.below',
            expected: 'a condition that can be met beside `event.total above 5`; the trigger never matches',
          },
        ],
      },
    });
    expect(engine.app.definitions.live.triggers.has('odd')).toBe(true);
    await remove('odd');
  });

  test('a template that does not compile is refused with line and column', async () => {
    const broken = documentOf('template', 'note', {
      name: 'note',
      channels: { email: { subject: 'About {{#if}}', html: '<p>\n  {{curency event.price}}</p>' } },
    });
    expect(await refused(broken)).toEqual([
      expect.stringMatching(/^templates\/note\.yaml channels\.email\.subject line 1 column \d+: /),
      expect.stringMatching(
        /^templates\/note\.yaml channels\.email\.html line 2 column 5: a helper, got 'curency' \(did you mean 'currency'\?\)$/,
      ),
    ]);
    await stillWorks('after-template');
  });

  test('one bad document keeps the good ones beside it out: a publish is whole or nothing', async () => {
    const good = eventTrigger('newcomer', 'newcomer');
    const bad = eventTrigger('stranger', 'stranger', { message: { template: 'nowhere' } });
    expect(await refused(good, bad)).toHaveLength(1);
    expect(engine.app.definitions.live.matcher.triggers.has('newcomer')).toBe(false);
  });

  test('what something else needs cannot be taken away', async () => {
    const answer = await engine.ask<{ users: unknown[] }>('DELETE', '/v1/templates/note');
    expect(answer.status).toBe(409);
    expect(answer.body.users).toEqual([{ kind: 'trigger', name: 'works', path: 'message.template' }]);
    await stillWorks('after-removal');
  });

  test('a workspace with settings that no provider takes is refused, and mails go where they went', async () => {
    const problems = await refused(
      workspaceBody('smpt://typo', { 'quite-hours': 'off' }),
      workspaceBody('smpt://typo'),
    );
    expect(problems.join('\n')).toMatch(/workspace\.yaml/);
    expect(await refused(workspaceBody('smpt://typo'))).toEqual([
      expect.stringMatching(/^workspace\.yaml providers\.email\.url: /),
    ]);
    await stillWorks('after-workspace');
  });
});

describe('a start', () => {
  /** What a start is refused with; nothing of it may be left. */
  async function refusal(env: Readonly<Record<string, string>>, dataDir = join(folder, 'data')): Promise<Error> {
    const settings = await loadEngineSettings({ ...testEnv(folder), ...env });
    const failed = await startApp({ settings, clock: signalClock(), log: SILENT }).then(
      async (app) => {
        await app.close();
        return new Error('it started');
      },
      (cause: Error) => cause,
    );
    expect(processesOn(dataDir)).toEqual([]);
    return failed;
  }

  test('on a Redis that evicts is refused, with how to mend it', async () => {
    const redis = await startRedis(['--maxmemory-policy', 'allkeys-lru']);
    try {
      const failed = await refusal({ KAIROS_REDIS_URL: redis.url });
      expect(failed).toBeInstanceOf(CannotStart);
      expect(failed.message).toMatch(/maxmemory-policy allkeys-lru: .*Set it to noeviction/);
      expect(await redis.connect().dbsize()).toBe(0);
    } finally {
      await redis.stop();
    }
  });

  test.each(['KAIROS_PORT', 'KAIROS_CONSOLE_PORT'])(
    'with a port of somebody else as %s names the port',
    async (name) => {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      const { port } = other.address() as { port: number };
      const failed = await refusal({ [name]: String(port) });
      await new Promise((resolve) => other.close(resolve));
      expect(failed).toBeInstanceOf(CannotStart);
      expect(failed.message).toContain(String(port));
      expect(failed.message).toContain(name);
    },
  );

  test('with a data folder that cannot be written names the folder and the variable', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const failed = await refusal({ KAIROS_DATA_DIR: join(file, 'data') });
    expect(failed).toBeInstanceOf(CannotStart);
    expect(failed.message).toContain(`the data folder ${join(file, 'data')} cannot be written`);
    expect(failed.message).toContain('KAIROS_DATA_DIR');
  });

  test('on the data folder of a running engine names its process, and leaves it alone', async () => {
    const failed = await startApp({
      settings: await loadEngineSettings({ ...testEnv(engine.folder) }),
      clock: signalClock(),
      log: SILENT,
    }).catch((cause: Error) => cause);
    expect(failed).toBeInstanceOf(CannotStart);
    expect((failed as Error).message).toMatch(
      new RegExp(`in use by another engine \\(pid ${process.pid}\\).*KAIROS_DATA_DIR`),
    );
    await stillWorks('beside-a-second');
  });

  test('with a broken workspace folder names file and line of each problem, and nothing is half published', async () => {
    const workspace = join(folder, 'workspace');
    const bad = eventTrigger('broken', 'x', { cooldwn: '1h' });
    await writeFolder(workspace, [workspaceBody('smtp://127.0.0.1:1'), NOTE, bad], { prune: false });
    const failed = (await refusal({ KAIROS_WORKSPACE: workspace })) as InvalidDefinitions;
    expect(failed.problems).toEqual([
      {
        source: expect.stringMatching(/triggers\/broken\.yaml:\d+$/),
        path: 'cooldwn',
        expected: expect.stringContaining("the nearest to 'cooldwn' is 'cooldown'"),
      },
    ]);
    await writeFolder(workspace, [eventTrigger('broken', 'x')], { prune: false });
    const mended = await startTestEngine({
      env: { KAIROS_WORKSPACE: workspace, KAIROS_DATA_DIR: join(folder, 'data') },
    });
    expect([...mended.app.definitions.live.matcher.triggers.keys()]).toEqual(['broken']);
    await mended.close();
  });

  test('is told in words and without a stack, all problems at once, with exit code 1', async () => {
    const { ended } = launchEngine(
      { ...testEnv(folder), KAIROS_PORT: '99999', KAIROS_ROLES: 'ingest,sing', KAIROS_REDIS_URL: 'localhost' },
      ['cli/kairos.mjs', 'start'],
    );
    const { code, said } = await ended;
    expect(code).toBe(1);
    expect(said.trim().split('\n')).toEqual([
      "kairos: KAIROS_PORT: expected a port from 0 to 65535, got '99999'",
      // A URL may hold a password, so what was given is not repeated.
      expect.stringMatching(/^kairos: KAIROS_REDIS_URL: expected a URL that starts with redis:\/\/ .*sentinel:\/\/$/),
      "kairos: KAIROS_ROLES: expected one or more of ingest, dispatch, sink, api, separated by commas, got 'ingest,sing'",
    ]);
    const unwritable = launchEngine({ ...testEnv(folder), KAIROS_DATA_DIR: '/dev/null/data' });
    const end = await unwritable.ended;
    expect(end.code).toBe(1);
    expect(end.said.trim().split('\n')).toEqual([expect.stringMatching(/the data folder \/dev\/null\/data cannot/)]);
  });
});
