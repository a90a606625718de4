import { get } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../test/support/api.ts';
import type { StoredDefinitions } from './contract.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(() => api.reset());

const sample = [
  {
    kind: 'workspace',
    name: 'workspace',
    source: 'workspace.yaml',
    body: { zone: 'Europe/Berlin', 'quiet-hours': 'off' },
  },
  {
    kind: 'template',
    name: 'hello',
    source: 'templates/hello.yaml',
    body: { name: 'hello', channels: { 'in-app': { title: 'Hi {{customer.firstName}}', body: 'Your cart waits' } } },
  },
  {
    kind: 'trigger',
    name: 'cart-waits',
    source: 'triggers/cart-waits.yaml',
    body: {
      name: 'cart-waits',
      on: { signal: 'cart' },
      when: { all: [{ 'cart.value': { 'at-least': 10 } }, { 'device.form': 'phone' }] },
      message: { template: 'hello', purpose: 'service' },
    },
  },
  {
    kind: 'place',
    name: 'mitte',
    source: 'places/stores.geojson#1',
    body: {
      type: 'Feature',
      properties: { id: 'mitte', name: 'Mitte', tags: ['store'], radiusMetres: 80 },
      geometry: { type: 'Point', coordinates: [13.4, 52.52] },
    },
  },
] as const;

const publish = (documents: readonly unknown[] = sample, replace = true) =>
  api.ask('POST', '/v1/publish', { documents, replace });

test('every route but health refuses those without the secret key', async () => {
  const { paths } = (await api.ask('GET', '/openapi.json')).body as { paths: Record<string, Record<string, unknown>> };
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => [method.toUpperCase(), path.replace(/\{\w+\}/g, 'x')] as const),
  );
  expect(routes.length).toBeGreaterThan(25);
  const open: string[] = [];
  for (const [method, path] of [...routes, ['GET', '/openapi.json'], ['GET', '/nowhere']] as const) {
    const nobody = await api.ask(method, path, undefined, { authorization: '' });
    if (nobody.status !== 401) open.push(path);
    else {
      expect(nobody.headers.get('www-authenticate')).toBe('Bearer');
      expect((await api.ask(method, path, undefined, { authorization: 'Bearer wrong' })).status).toBe(401);
      expect((await api.ask(method, path, undefined, { authorization: `Bearer ${api.ingestKey}` })).status).toBe(403);
    }
  }
  expect(open.sort()).toEqual([
    ...['/healthz', '/metrics', '/readyz'],
    ...['/v1/session', '/v1/session/once', '/v1/session/openid', '/v1/session/openid/back', '/v1/session/ways'],
  ]);
});

test('the id of a refusal finds its line in the log', async () => {
  const refused = await api.ask('GET', '/v1/preview-of-nothing');
  const id = refused.headers.get('x-request-id');
  expect(refused.status).toBe(404);
  expect(id).toMatch(/^[0-9a-f]{12}$/);
  const lines = api.logged.filter((line) => line.includes(id!));
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'info', request: id, status: 404, method: 'GET' });
  const named = await api.ask('GET', '/v1/session', undefined, { 'x-request-id': 'mine' });
  expect(named.headers.get('x-request-id')).not.toBe('mine');
});

test('metrics answer this machine without a key', async () => {
  const here = await api.ask('GET', '/metrics', undefined, { authorization: '' });
  expect(here.text).toContain('kairos_signals_total');
  expect((await api.ask('GET', '/metrics')).status).toBe(200);
});

/** Asks over a raw socket: `fetch` lets nobody choose the host. */
const statusOf = (headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get({ hostname: '127.0.0.1', port: api.port, path: '/metrics', headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).on('error', reject);
  });

test.each([
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'forwarded',
  'via',
  'x-real-ip',
  'x-client-ip',
  'client-ip',
  'true-client-ip',
  'x-cluster-client-ip',
  'cf-connecting-ip',
  'cf-ray',
  'cdn-loop',
  'fastly-client-ip',
  'fly-client-ip',
  'x-envoy-external-address',
  'x-original-forwarded-for',
  'x-amzn-trace-id',
  'x-azure-clientip',
  'x-appengine-user-ip',
])('metrics ask for a key of what a proxy passes on with %s', async (header) => {
  expect(await statusOf({ [header]: '203.0.113.7' })).toBe(401);
});

test.each(['localhost', 'localhost:8421', '127.0.0.1:8421', '127.8.8.8', '[::1]:8421'])(
  'metrics answer this machine that calls itself %s',
  async (host) => {
    expect(await statusOf({ host })).toBe(200);
  },
);

test.each([
  'rebound.example',
  'rebound.example:8421',
  'localhost.rebound.example',
  '10.0.0.1:8421',
  '127.0.0.1.nip.io',
])('metrics ask for a key of a page that has %s lead here', async (host) => {
  expect(await statusOf({ host })).toBe(401);
});

test('health says that it lives, and why it is not ready', async () => {
  expect((await api.ask('GET', '/healthz')).body).toEqual({ ok: true });
  api.readiness = { ok: false, why: 'redis is away' };
  expect(await api.ask('GET', '/readyz')).toMatchObject({ status: 503, body: { ok: false, why: 'redis is away' } });
});

test('a workspace is published whole and read back', async () => {
  const { revision } = api.definitions.live;
  expect((await publish()).body).toEqual({ revision: revision + 1, warnings: [] });
  const stored = (await api.ask('GET', '/v1/definitions')).body as StoredDefinitions;
  expect(stored.documents.map(({ kind, name, version }) => [kind, name, version])).toEqual([
    ['workspace', 'workspace', revision + 1],
    ['place', 'mitte', revision + 1],
    ['trigger', 'cart-waits', revision + 1],
    ['template', 'hello', revision + 1],
  ]);
  expect(api.definitions.live.triggers.has('cart-waits')).toBe(true);
  expect((await api.ask('GET', '/v1/workspace')).body).toMatchObject({ live: { zone: 'Europe/Berlin', locale: 'en' } });
});

test('a byte order mark before a body is no fault', async () => {
  const body = `\uFEFF${JSON.stringify({ documents: sample, replace: true })}`;
  expect((await api.ask('POST', '/v1/publish', body)).status).toBe(200);
});

test('a broken publish lists every problem and leaves what is live', async () => {
  await publish();
  const { revision } = api.definitions.live;
  const [workspace, template, trigger] = sample;
  const broken = [
    { ...workspace, body: { zone: 'Nowhere' } },
    { ...template, body: { name: 'hello', channels: { 'in-app': { title: '{{#if', body: 'x' } } } },
    {
      ...trigger,
      body: {
        ...trigger.body,
        when: { 'cart.vaule': { 'at-least': 10 } },
        message: { template: 'helo', purpose: 'service' },
      },
    },
  ];
  const refused = await publish(broken, false);
  expect(refused.status).toBe(422);
  const { problems } = refused.body as { problems: { source: string; path: string; expected: string }[] };
  expect(problems.map(({ source, path }) => [source, path.split(' ')[0]])).toEqual([
    ['workspace.yaml', 'zone'],
    ['templates/hello.yaml', 'channels.in-app.title'],
    ['triggers/cart-waits.yaml', 'when.cart.vaule'],
  ]);
  expect(problems[2]?.expected).toContain("'cart.value'");
  expect(api.definitions.live).toMatchObject({ revision, workspace: { zone: 'Europe/Berlin' } });
  expect((await api.ask('POST', '/v1/check', { documents: broken, replace: false })).body).toEqual({
    problems,
    warnings: [],
  });
});

test('one definition is put, read, listed and removed; what it needs cannot be removed', async () => {
  await publish();
  const { revision } = api.definitions.live;
  const body = { ...sample[2].body, priority: 80 };
  expect((await api.ask('PUT', '/v1/triggers/cart-waits', body)).body).toEqual({
    revision: revision + 1,
    warnings: [],
  });
  expect((await api.ask('GET', '/v1/triggers/cart-waits')).body).toEqual({
    kind: 'trigger',
    name: 'cart-waits',
    source: 'triggers/cart-waits.yaml',
    version: revision + 1,
    body,
    author: 'key:set from outside',
    publishedAt: expect.any(Number),
  });
  const refused = await api.ask('DELETE', '/v1/templates/hello');
  expect(refused).toMatchObject({ status: 409, body: { users: [{ name: 'cart-waits', path: 'message.template' }] } });
  expect((await api.ask('DELETE', '/v1/triggers/cart-waits')).body).toEqual({ revision: revision + 2, warnings: [] });
  expect((await api.ask('GET', '/v1/triggers')).body).toEqual({ documents: [], more: false });
  expect((await api.ask('DELETE', '/v1/templates/hello')).status).toBe(200);
  const other = { name: 'new-one', channels: { 'in-app': { title: 'a', body: 'b' } } };
  await api.ask('PUT', '/v1/templates/new-one', other);
  expect((await api.ask('GET', '/v1/templates/new-one')).body).toMatchObject({ source: 'templates/new-one.yaml' });
});

test('an unknown name answers with the nearest there is', async () => {
  await publish();
  for (const [method, path, error] of [
    ['GET', '/v1/triggers/cart-wait', "there is no trigger 'cart-wait'; the nearest is 'cart-waits'"],
    ['DELETE', '/v1/places/mite', "there is no place 'mite'; the nearest is 'mitte'"],
    ['GET', '/v1/queries/funel', "there is no query 'funel'; the nearest is 'funnel'"],
    ['GET', '/v1/customers/nobody', "there is no customer 'nobody'"],
    ['GET', '/v1/triger', 'there is no GET /v1/triger; see /openapi.json'],
  ] as const) {
    expect(await api.ask(method, path)).toMatchObject({ status: 404, body: { error } });
  }
});

test('a definition that calls itself otherwise than its URL is refused', async () => {
  await publish();
  const refused = await api.ask('PUT', '/v1/triggers/other', sample[2].body);
  expect(refused).toMatchObject({ status: 400, body: { error: "the trigger calls itself 'cart-waits'" } });
});

test('what cannot be read is refused with its status, and nothing of it is kept', async () => {
  const { revision } = api.definitions.live;
  const raw = (text: string, type = 'application/json') =>
    api.ask('PUT', '/v1/workspace', text, { 'content-type': type });
  expect(await raw('{oops')).toMatchObject({ status: 400, body: { error: expect.stringContaining('JSON') } });
  expect(await raw('{"__proto__":{"polluted":1}}')).toMatchObject({ status: 400 });
  expect(await raw('a=b', 'application/x-www-form-urlencoded')).toMatchObject({ status: 415 });
  expect(await raw(`{"name":"${'x'.repeat(1024 * 1024)}"}`)).toMatchObject({ status: 413 });
  expect(await api.ask('POST', '/v1/publish', { documents: [{ kind: 'tigger' }] })).toMatchObject({
    status: 400,
    body: { problems: expect.arrayContaining([expect.objectContaining({ path: 'documents[0].kind' })]) },
  });
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  expect(api.definitions.live.revision).toBe(revision);
});

test('a body that nests too deep for any reader is refused as what cannot be used', async () => {
  const deep = (levels: number) => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`) as unknown;
  const body = { name: 'deep', summary: '', channels: { webhook: { payload: deep(2_000) } } };
  const { status, body: answer } = await api.ask('PUT', '/v1/templates/deep', body);
  expect([status, (answer as { error: string }).error]).toEqual([422, expect.stringContaining('at most 100 levels')]);
  const place = { type: 'Feature', properties: { id: 'deep', attributes: { a: deep(2_000) } }, geometry: null };
  expect((await api.ask('PUT', '/v1/places/deep', place)).status).toBe(422);
});

test('a customer is shown with what is known and what no longer counts', async () => {
  await api.store('anna', {
    values: {
      'cart.value': { v: 42, at: api.now, source: 'cart' },
      'location.lat': { v: 52.52, at: api.now - 600_000, until: api.now - 300_000, source: 'location' },
    },
    inside: { mitte: { since: api.now - 60_000 } },
  });
  await publish();
  expect((await api.ask('GET', '/v1/customers/anna')).body).toMatchObject({
    customer: 'anna',
    zone: 'Europe/Berlin',
    values: { 'cart.value': { v: 42, isKnown: true }, 'location.lat': { isKnown: false } },
    places: [{ id: 'mitte', name: 'Mitte', since: api.now - 60_000 }],
  });
});

test('a customer is shown with each of their devices, the leading one first', async () => {
  const battery = (v: number, at: number) => ({ 'device.battery': { v, at, source: 'device' } });
  await api.store('anna', {
    values: { ...battery(80, api.now - 1_000), 'cart.value': { v: 42, at: api.now, source: 'cart' } },
    leading: 'phone',
    devices: {
      tablet: { heardAt: api.now - 9_000, values: battery(15, api.now - 9_000) },
      phone: { heardAt: api.now - 1_000, carriedAt: api.now - 5_000, values: {} },
    },
  });
  await api.store('ben', { values: battery(70, api.now - 2_000), leading: 'phone' });
  await api.store('cleo', { values: battery(60, api.now) });
  const shown = async (customer: string) =>
    (await api.ask('GET', `/v1/customers/${customer}`)).body as { devices: unknown };
  const said = (v: number, at: number) => ({ 'device.battery': { v, at, source: 'device', isKnown: true } });
  const [phone, tablet] = [said(80, api.now - 1_000), said(15, api.now - 9_000)];
  expect((await shown('anna')).devices).toEqual([
    { id: 'phone', leads: true, heardAt: api.now - 1_000, carriedAt: api.now - 5_000, values: phone },
    { id: 'tablet', leads: false, heardAt: api.now - 9_000, values: tablet },
  ]);
  expect((await shown('ben')).devices).toEqual([
    { id: 'phone', leads: true, heardAt: api.now - 2_000, values: said(70, api.now - 2_000) },
  ]);
  expect((await shown('cleo')).devices).toEqual([]);
});

test('a customer is shown with the segments they are in, and with what they did with messages', async () => {
  const [workspace, ...others] = sample;
  const segments = {
    gold: { 'customer.plan': 'gold' },
    readers: { messages: { opened: { within: '7d' } } },
    spenders: { 'customer.spent': { above: 100 } },
  };
  await publish([{ ...workspace, body: { ...workspace.body, segments } }, ...others]);
  const sent = { id: 'd-1', at: api.now - 60_000, trigger: 't', channel: 'in-app', purpose: 'service' };
  await api.store('anna', {
    values: { 'customer.plan': { v: 'basic', at: api.now, source: 'identify' } },
    reservations: [{ ...sent, opened: api.now - 1_000 }],
  });
  expect((await api.ask('GET', '/v1/customers/anna')).body).toMatchObject({
    segments: { gold: 'no', readers: 'yes', spenders: 'unknown' },
    messages: [{ ...sent, opened: api.now - 1_000 }],
  });
});

test('an explanation tells the tree with what it saw, and every gate', async () => {
  await publish();
  await api.store('anna', { values: { 'cart.value': { v: 42, at: api.now, source: 'cart' } } });
  api.signal = { id: 's1', kind: 'cart', customer: 'anna', at: api.now, value: { value: 42 } };
  const first = await api.ask('GET', '/v1/customers/anna/explain?trigger=cart-waits');
  expect(first.body).toMatchObject({
    customer: 'anna',
    triggers: [
      {
        trigger: 'cart-waits',
        says: 'would not match now, so it would be skipped: device.form equals phone (is unknown)',
        on: { isWoken: true, listens: ['signal:cart'] },
        answer: 'unknown',
        when: {
          kind: 'all',
          children: [
            { field: 'cart.value', operator: 'at-least', saw: 42, answer: true },
            { field: 'device.form', operator: 'equals' },
          ],
        },
      },
    ],
  });
  await api.store('anna', {
    values: {
      'cart.value': { v: 42, at: api.now, source: 'cart' },
      'device.form': { v: 'phone', at: api.now, source: 'device' },
    },
    consents: { '*:service': { granted: false, at: api.now, source: 'consent' } },
  });
  const { triggers } = (await api.ask('GET', '/v1/customers/anna/explain')).body as {
    triggers: { says: string; gates: { gate: string; says: string }[] }[];
  };
  expect(triggers[0]?.says).toContain('would match, and be held back by consent: no consent to service');
  expect(triggers[0]?.gates.map(({ gate }) => gate)).toEqual(api.gates);
  expect(await api.ask('GET', '/v1/customers/anna/explain?trigger=cart')).toMatchObject({ status: 404 });
});

test('a token, an export and an erasure are to be had', async () => {
  await api.store('anna', { values: { 'cart.value': { v: 42, at: api.now, source: 'cart' } } });
  const { token } = (await api.ask('POST', '/v1/customers/anna/token')).body as { token: string };
  expect(api.keys.isCustomerToken('anna', token)).toBe(true);
  const exported = await api.ask('GET', '/v1/customers/anna/export');
  expect(exported.headers.get('content-type')).toBe('application/x-ndjson');
  expect(
    exported.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).type),
  ).toEqual(['context']);
  expect((await api.ask('DELETE', '/v1/customers/anna')).body).toEqual({ ids: ['anna'] });
  expect((await api.ask('GET', '/v1/customers/anna')).status).toBe(404);
});

test('the catalog has every group, each part with its schema', async () => {
  const catalog = (await api.ask('GET', '/v1/catalog')).body as Record<
    string,
    { name: string; summary: string; schema?: object }[]
  >;
  expect(Object.keys(catalog)).toEqual([
    'operators',
    'wakers',
    'fields',
    'signals',
    'helpers',
    'channels',
    'providers',
    'queries',
    'gates',
  ]);
  for (const parts of Object.values(catalog)) {
    expect(parts.length).toBeGreaterThan(0);
    for (const { name, summary } of parts) expect(name && summary).toBeTruthy();
  }
  expect(catalog.operators?.find(({ name }) => name === 'at-least')).toMatchObject({
    schema: {},
    examples: expect.any(Array),
  });
  expect(catalog.signals?.find(({ name }) => name === 'location')?.schema).toMatchObject({ type: 'object' });
});

test('the catalog speaks English and German', async () => {
  const operator = async (query: string) => {
    const { body } = await api.ask('GET', `/v1/catalog${query}`);
    return (body as Record<string, { name: string }[]>).operators!.find(({ name }) => name === 'starts-with');
  };
  expect(await operator('')).toMatchObject({ title: 'begins with', schema: { title: 'Part of the text' } });
  expect(await operator('?language=de')).toMatchObject({ title: 'beginnt mit', schema: { title: 'Teil des Textes' } });
  expect((await api.ask('GET', '/v1/catalog?language=fr')).status).toBe(400);
});

test('the names that came in the last seven days are told with how often they came', async () => {
  const { status, body } = await api.ask('GET', '/v1/seen');
  expect([status, body]).toEqual([
    200,
    {
      from: expect.any(Number),
      kinds: [{ name: 'location', count: expect.any(Number) }],
      events: [{ name: 'order-completed', count: 1, properties: ['items', 'total'] }],
      fields: [{ name: 'event.items', count: 1, customers: 1 }],
    },
  ]);
  expect(api.now - (body as { from: number }).from).toBeGreaterThanOrEqual(7 * 86_400_000 - 60_000);
});

test('a query is asked with its parameters, and refuses wrong ones', async () => {
  expect((await api.ask('GET', '/v1/queries/funnel?trigger=cart-waits')).body).toMatchObject({
    rows: [{ asked: 'funnel', trigger: 'cart-waits' }],
  });
  expect(await api.ask('GET', '/v1/queries/funnel?triger=a&from=monday')).toMatchObject({
    status: 400,
    body: {
      problems: [
        { source: 'funnel', path: 'triger', expected: expect.stringContaining("'trigger'") },
        { source: 'funnel', path: 'from' },
      ],
    },
  });
});

test('a story is told by pages, and says how long rows are kept', async () => {
  await api.store('anna', { aliases: ['visitor-1'] });
  expect((await api.ask('GET', '/v1/customers/anna/story?most=7')).body).toMatchObject({
    rows: [{ what: 'identify', most: 7 }],
    of: 3_412,
    reaches: { signalDays: 14, outcomeDays: 400 },
  });
  expect((await api.ask('GET', '/v1/customers/anna/story?kinds=cart,sent')).body).toMatchObject({
    rows: [{ kinds: ['cart', 'sent'] }],
  });
  expect((await api.ask('GET', '/v1/customers/nobody/story')).status).toBe(404);
});

test('dead letters are listed, sent again and thrown away', async () => {
  api.letters.set('d-1', {
    id: 'd-1',
    channel: 'email',
    customer: 'anna',
    trigger: 't',
    reason: 'x',
    kind: 'provider-refused',
    words: 'x',
    cause: 'x',
    at: 1,
    attempts: 3,
  });
  expect((await api.ask('GET', '/v1/dead-letters')).body).toEqual({ letters: [...api.letters.values()] });
  expect((await api.ask('GET', '/v1/dead-letters/d-1')).body).toMatchObject({ to: 'anna@shop.example' });
  const mend = (to: string) => api.ask('PUT', '/v1/dead-letters/d-1/address', { to });
  expect((await mend('anna@home.example')).body).toEqual({ mended: 'd-1' });
  expect(await mend('anna')).toMatchObject({
    status: 422,
    body: { error: "'anna' is no address of channel 'email'" },
  });
  expect((await api.ask('POST', '/v1/dead-letters/d-1/requeue')).body).toEqual({ requeued: 'd-1' });
  expect((await api.ask('DELETE', '/v1/dead-letters/d-1')).status).toBe(404);
});

test('a preview fills a live template or a draft from a customer’s context', async () => {
  await publish();
  await api.store('anna', { values: { 'customer.firstName': { v: 'Anna', at: api.now, source: 'identify' } } });
  expect((await api.ask('POST', '/v1/preview', { template: 'hello', customer: 'anna' })).body).toEqual({
    channels: { 'in-app': { message: { title: 'Hi Anna', body: 'Your cart waits' } } },
  });
  const draft = { name: 'draft', channels: { 'in-app': { title: '{{place.name}}', body: '{{customer.firstName}}' } } };
  const view = { customer: { firstName: 'Ben' } };
  expect((await api.ask('POST', '/v1/preview', { template: draft, place: 'mitte', view })).body).toEqual({
    channels: { 'in-app': { message: { title: 'Mitte', body: 'Ben' } } },
  });
  expect(await api.ask('POST', '/v1/preview', { template: { name: 'x' } })).toMatchObject({ status: 422 });
  expect(await api.ask('POST', '/v1/preview', { template: 'helo' })).toMatchObject({
    status: 404,
    body: { error: "there is no template 'helo'; the nearest is 'hello'" },
  });
});

test('a preview takes a made-up context, and names every value that is missing', async () => {
  await publish();
  const greeting = {
    'in-app': { title: 'Hi {{customer.firstName}}', body: '{{event.total}} at {{place.name}}, {{cart.value}}' },
  };
  const template = {
    name: 'draft',
    channels: greeting,
    locales: { de: { 'in-app': { title: 'Hallo {{customer.lastName}}' } } },
  };
  expect((await api.ask('POST', '/v1/preview', { template })).body).toEqual({
    channels: {
      'in-app': {
        failed: expect.stringContaining('customer.firstName is not known'),
        missing: ['cart.value', 'customer.firstName', 'event.total', 'place.name'],
      },
    },
  });
  await api.store('anna', { values: { 'customer.lastName': { v: 'Meier', at: api.now, source: 'identify' } } });
  const context = { 'customer.locale': 'de-AT', 'event.total': 5, 'place.name': 'Karli', 'cart.value': 7 };
  expect((await api.ask('POST', '/v1/preview', { template, customer: 'anna', context })).body).toEqual({
    channels: { 'in-app': { message: { title: 'Hallo Meier', body: '5 at Karli, 7' } } },
  });
});

test('what nobody expected is told as such, without its insides', async () => {
  api.readiness = new Error('secret detail');
  expect(await api.ask('GET', '/readyz')).toMatchObject({ status: 500, body: { error: 'internal error' } });
  expect(api.logged.at(-1)).toContain('secret detail');
});

test('a port that is in use is said with the setting that chooses it', async () => {
  await expect(api.openSecond()).rejects.toThrow(
    /cannot listen on 127\.0\.0\.1:\d+: the port is in use; set KAIROS_CONSOLE_PORT/,
  );
});
