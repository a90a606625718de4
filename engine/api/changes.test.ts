import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../test/support/api.ts';
import type { AuditView, DraftView, VersionView } from './contract.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(() => api.reset());

const template = (title: string) => `# ours\nname: hello\nchannels:\n  in-app: { title: ${title}, body: x } # short\n`;
const publish = (title: string, more: object = {}, request: object = {}) =>
  api.ask('POST', '/v1/publish', {
    documents: [{ kind: 'template', name: 'hello', text: template(title), ...more }],
    ...request,
  });
const versionOf = async () => ((await api.ask('GET', '/v1/templates/hello')).body as { version: number }).version;

test('a document is published as its text, which is kept as typed, with the author and the note', async () => {
  expect((await publish('Hi', {}, { note: 'a first try' })).body).toMatchObject({ warnings: [] });
  const { body, headers } = await api.ask('GET', '/v1/templates/hello');
  expect(body).toMatchObject({
    text: template('Hi'),
    source: 'templates/hello.yaml',
    body: { name: 'hello', channels: { 'in-app': { title: 'Hi', body: 'x' } } },
    note: 'a first try',
  });
  expect((body as { author: string }).author).toMatch(/^key:/);
  expect(headers.get('etag')).toBe(`"${(body as { version: number }).version}"`);
});

test('a fault in a text is told with its line', async () => {
  const { status, body } = await publish('Hi', { text: 'name: hello\nchannels: [' });
  expect([status, body]).toMatchObject([422, { problems: [{ source: 'templates/hello.yaml:2' }] }]);
});

test('a change from an old version answers 409 with what is stored, by If-Match and in a publish', async () => {
  await publish('one');
  const first = await versionOf();
  await publish('two', { expectedVersion: first });
  const late = await publish('three', { expectedVersion: first });
  expect([late.status, late.body]).toMatchObject([409, { stored: [{ name: 'hello', text: template('two') }] }]);
  const body = { name: 'hello', channels: { 'in-app': { title: 'four', body: 'x' } } };
  const put = (version: string) => api.ask('PUT', '/v1/templates/hello', body, { 'if-match': version });
  expect((await put(`"${first}"`)).status).toBe(409);
  expect((await put('yesterday')).status).toBe(400);
  expect((await put(`"${await versionOf()}"`)).status).toBe(200);
  const remove = await api.ask('DELETE', '/v1/templates/hello', undefined, { 'if-match': `"${first}"` });
  expect(remove.status).toBe(409);
});

test('an earlier version is listed, read and made live again, also after the document was removed', async () => {
  await publish('one');
  const first = await versionOf();
  await publish('two');
  await api.ask('DELETE', '/v1/templates/hello');
  const { versions } = (await api.ask('GET', '/v1/versions/template/hello')).body as { versions: VersionView[] };
  expect(versions.slice(0, 3).map(({ is }) => is)).toEqual(['removed', 'earlier', 'earlier']);
  const one = await api.ask('GET', `/v1/versions/template/hello/${first}`);
  expect(one.body).toMatchObject({ text: template('one') });
  const restored = await api.ask('POST', `/v1/versions/template/hello/${first}/restore`, { expectedVersion: 0 });
  expect(restored.status).toBe(200);
  expect((await api.ask('GET', '/v1/templates/hello')).body).toMatchObject({
    text: template('one'),
    note: `restores version ${first}`,
  });
  expect((await api.ask('POST', '/v1/versions/template/hello/999999/restore')).status).toBe(404);
});

test('a draft is saved as typed, comes back with the live document, and touches nothing that is live', async () => {
  await publish('one');
  const text = 'name: hello\nchannels: [ # to be done';
  const saved = await api.ask('PUT', '/v1/drafts/template/hello', { text, baseVersion: 1, updatedAt: 5 });
  expect(saved.status).toBe(200);
  const { body } = await api.ask('GET', '/v1/drafts/template/hello');
  expect(body).toMatchObject({ draft: { text, baseVersion: 1 }, stored: { text: template('one') }, others: [] });
  const since = (body as DraftView).draft!.savedAt - 1;
  const other = await api.ask('PUT', '/v1/drafts/template/hello', { text: 'x', updatedAt: 6, since });
  expect([other.status, other.body]).toMatchObject([409, { draft: { text } }]);
  expect((await api.ask('DELETE', '/v1/drafts/template/hello')).status).toBe(204);
  expect((await api.ask('DELETE', '/v1/drafts/template/hello')).status).toBe(404);
  expect((await api.ask('GET', '/v1/drafts')).body).toEqual({ mine: [], others: [] });
});

test('a draft that was published as it is is none any more; one that goes on stays', async () => {
  await api.ask('PUT', '/v1/drafts/template/hello', { text: template('mine'), updatedAt: 5 });
  await publish('another');
  const mine = async () => ((await api.ask('GET', '/v1/drafts')).body as { mine: unknown[] }).mine.length;
  expect(await mine()).toBe(1);
  await publish('mine');
  expect(await mine()).toBe(0);
});

const recorded = async (question: string) => (await api.ask('GET', `/v1/audit?${question}`)).body as AuditView;

test('each change is in the record, with who, what, before and after; drafts and tries are not', async () => {
  await publish('one', {}, { note: 'a first try' });
  await publish('two');
  await api.ask('PUT', '/v1/drafts/template/hello', { text: 'x', updatedAt: 5 });
  await api.ask('POST', '/v1/check', { documents: [] });
  await api.ask('DELETE', '/v1/templates/hello');
  const [removed, second, first] = (await recorded('kind=template&name=hello&most=3')).changes;
  expect(first).toMatchObject({ action: 'publish', after: template('one'), note: 'a first try' });
  expect(second).toMatchObject({ action: 'publish', before: template('one'), after: template('two') });
  expect(removed).toMatchObject({ action: 'remove', before: template('two'), author: 'key:set from outside' });
  expect((await recorded('kind=drafts')).changes).toEqual([]);
});

test('people and pauses are in the record, a customer who was erased as a hash alone', async () => {
  await api.ask('POST', '/v1/people', { name: 'mia', roles: ['marketer'] });
  await api.ask('PUT', '/v1/people/mia', { roles: ['analyst'] });
  await api.ask('PUT', '/v1/pauses/all', { reason: 'provider down' });
  await api.ask('DELETE', '/v1/pauses/all');
  await api.ask('DELETE', '/v1/customers/secret-hanna');
  const { changes, next } = await recorded('most=5');
  expect(changes.map(({ action }) => action)).toEqual([
    'DELETE /v1/customers/:id',
    'resume',
    'pause',
    'PUT /v1/people/:name',
    'POST /v1/people',
  ]);
  expect(changes[2]).toMatchObject({ name: 'all', note: 'provider down' });
  expect(changes[3]).toMatchObject({ before: { roles: ['marketer'] }, after: { roles: ['analyst'] } });
  expect(JSON.stringify(changes)).not.toContain('secret-hanna');
  expect((await recorded(`most=1&after=${next}`)).changes).toHaveLength(1);
});

test('the record is given as CSV that a spreadsheet cannot run, and as lines of JSON', async () => {
  await publish('=HYPERLINK("x")');
  const csv = await api.ask('GET', '/v1/audit?format=csv&kind=template');
  expect(csv.headers.get('content-type')).toContain('text/csv');
  expect(csv.text.split('\r\n')[0]).toBe('at,author,action,kind,name,note,before,after');
  expect(csv.text).not.toMatch(/(^|,)"?[=+@]/m);
  const lines = (await api.ask('GET', '/v1/audit?format=jsonl&kind=template')).text.trim().split('\n');
  expect(JSON.parse(lines[0]!)).toMatchObject({ kind: 'template', name: 'hello' });
});

test('a pause is set and ended by name, what is not there is told', async () => {
  expect((await api.ask('PUT', '/v1/pauses/trigger:nobody', { reason: '' })).status).toBe(404);
  expect((await api.ask('PUT', '/v1/pauses/everything', {})).status).toBe(400);
  const paused = await api.ask('PUT', '/v1/pauses/channel:email', { reason: 'bounces' });
  expect(paused.body).toMatchObject({ what: 'channel:email', reason: 'bounces' });
  expect((await api.ask('GET', '/v1/pauses')).body).toMatchObject({ pauses: [{ what: 'channel:email' }] });
  expect((await api.ask('DELETE', '/v1/pauses/channel:email')).status).toBe(200);
  expect((await api.ask('DELETE', '/v1/pauses/channel:email')).status).toBe(404);
});

const shop = (tags: readonly string[]) => ({
  type: 'Feature',
  properties: { id: 'mitte', name: 'Mitte', tags, radiusMetres: 80 },
  geometry: { type: 'Point', coordinates: [13.4, 52.52] },
});
const walkBy = {
  name: 'walk-by',
  on: { enter: { places: { tag: 'store' } } },
  when: { all: [{ 'segment.regulars': true }] },
  message: { template: 'hello', purpose: 'service' },
};
const document = (kind: string, name: string, body: unknown) => ({ kind, name, body });
const workspace = (segments: object) =>
  document('workspace', 'workspace', { zone: 'Europe/Berlin', 'quiet-hours': 'off', segments });
const regulars = { regulars: { all: [{ 'customer.plan': 'gold' }] } };
const publishShop = async () => {
  await publish('one');
  const documents = [
    workspace(regulars),
    document('place', 'mitte', shop(['store'])),
    document('trigger', 'walk-by', walkBy),
  ];
  return api.ask('POST', '/v1/publish', { documents });
};

test('what is used is told with its users, and where in them', async () => {
  expect((await publishShop()).body).toMatchObject({ revision: expect.any(Number) });
  const users = async (path: string) =>
    ((await api.ask('GET', `/v1/used-by/${path}`)).body as { users: unknown }).users;
  const used = (path: string) => [{ kind: 'trigger', name: 'walk-by', path }];
  expect(await users('place/mitte')).toEqual(used('on.enter.places.tag'));
  expect(await users('tag/store')).toEqual(used('on.enter.places.tag'));
  expect(await users('template/hello')).toEqual(used('message.template'));
  expect(await users('segment/regulars')).toEqual(used('when.all[0].segment.regulars'));
  expect(await users('purpose/service')).toEqual(used('message.purpose'));
  expect(await users('channel/in-app')).toMatchObject([{ kind: 'template', name: 'hello', path: 'channels' }]);
  expect(await users('tag/park')).toEqual([]);
});

test('what is in use is not removed, and every user is named; a segment goes when only paused triggers use it', async () => {
  await publishShop();
  const refused = { users: [{ kind: 'trigger', name: 'walk-by' }] };
  for (const path of ['templates/hello', 'places/mitte']) {
    const { status, body } = await api.ask('DELETE', `/v1/${path}`);
    expect([status, body]).toMatchObject([409, { ...refused, error: expect.stringContaining("trigger 'walk-by'") }]);
  }
  const withoutTag = { documents: [document('place', 'mitte', shop([]))] };
  expect((await api.ask('POST', '/v1/publish', withoutTag)).text).toContain('walk-by');
  const without = { documents: [workspace({})] };
  expect((await api.ask('POST', '/v1/publish', without)).text).toContain('walk-by');
  await api.ask('PUT', '/v1/pauses/trigger:walk-by', { reason: 'a rest' });
  expect((await api.ask('POST', '/v1/publish', without)).status).toBe(200);
  const resumed = await api.ask('DELETE', '/v1/pauses/trigger:walk-by');
  expect([resumed.status, resumed.text]).toEqual([409, expect.stringContaining("segment 'regulars'")]);
  await api.ask('POST', '/v1/publish', { documents: [workspace(regulars)] });
  expect((await api.ask('DELETE', '/v1/pauses/trigger:walk-by')).status).toBe(200);
});

test('what ties a trigger to others is told: who wakes whom, and what they share', async () => {
  await publishShop();
  const again = {
    name: 'again',
    on: { outcome: { of: 'walk-by', is: 'clicked' } },
    cooldown: '1h',
    message: walkBy.message,
  };
  const published = await api.ask('POST', '/v1/publish', { documents: [document('trigger', 'again', again)] });
  expect(published.text).toContain('revision');
  const { body } = await api.ask('GET', '/v1/network?around=walk-by');
  expect(body).toMatchObject({
    triggers: ['again', 'walk-by'],
    edges: [
      { from: 'walk-by', to: 'again', by: 'wakes', what: 'clicked' },
      { from: 'walk-by', to: 'again', by: 'template', what: 'hello' },
    ],
  });
  expect((await api.ask('GET', '/v1/network')).body).toMatchObject({ edges: [{ by: 'wakes' }] });
  expect((await api.ask('GET', '/v1/network?around=nobody')).status).toBe(404);
});
