import { beforeAll, expect, test } from 'vitest';
import { InvalidDefinitions } from '../../triggers/contract.ts';
import { finish } from '../../triggers/slices/finish.ts';
import type { Compile } from './compile.ts';
import { compileAtOnce, createCompiler, MOST_DOCUMENTS } from './compile.ts';
import type { Document, Language, Live, StoredDocument } from './contract.ts';
import { createDocumentSet } from './document-set.ts';
import { loadLanguage } from './language.ts';

let language: Language;
let compile: Compile;
beforeAll(async () => {
  language = await loadLanguage();
});

const workspace = (body: object): Document => ({
  kind: 'workspace',
  name: 'workspace',
  source: 'workspace.yaml',
  body,
});
const template = (name: string, channels: object): Document => ({
  kind: 'template',
  name,
  source: `templates/${name}.yaml`,
  body: { name, channels },
});
const trigger = (name: string, more: object = {}): Document => ({
  kind: 'trigger',
  name,
  source: `triggers/${name}.yaml`,
  body: { name, on: { signal: 'cart' }, message: { template: 'hello', purpose: 'offers' }, ...more },
});
const inApp = { 'in-app': { title: 'Hi', body: 'there' } };
const email = { email: { subject: 'Hi', html: '<p>there</p>' } };

let revision = 0;
function live(documents: readonly Document[], versions: Readonly<Record<string, number>> = {}, previous?: Live): Live {
  revision += 1;
  const stored = documents.map((d): StoredDocument => ({ ...d, version: versions[d.name] ?? 1 }));
  return finish(compile({ revision, documents: createDocumentSet(stored) }, previous));
}
function problems(documents: readonly Document[]): string[] {
  try {
    live(documents);
  } catch (cause) {
    if (cause instanceof InvalidDefinitions) {
      return cause.problems.map(({ source, path, expected }) => `${source} ${path}: ${expected}`);
    }
    throw cause;
  }
  return [];
}

beforeAll(() => {
  compile = createCompiler({ ...language, zoneAt: () => 'UTC' });
});

test('nothing at all compiles to an empty workspace with its defaults', () => {
  const empty = live([]);
  expect(empty.workspace.zone).toBe('UTC');
  expect(empty.triggers.size).toBe(0);
});

test('problems of all kinds of documents are found at once', () => {
  const found = problems([
    workspace({ zone: 'Nowhere', channels: ['emial'] }),
    template('hello', { 'in-app': { title: 'x' } }),
    trigger('one', { when: { 'cart.vaule': 1 } }),
    trigger('two', { priority: 'high' }),
  ]);
  expect(found.map((text) => text.split(':')[0])).toEqual([
    'workspace.yaml zone',
    'templates/hello.yaml channels.in-app.body',
    'triggers/one.yaml when.cart.vaule',
    'triggers/two.yaml priority',
  ]);
});

test('a template, a purpose or a channel that is not there is named with the nearest', () => {
  const message = { template: 'helo', purpose: 'ofers', channels: ['in-ap'] };
  expect(problems([template('hello', inApp), trigger('one', { message })])).toEqual([
    expect.stringMatching(/one\.yaml message\.template: .*'hello'/),
    expect.stringMatching(/one\.yaml message\.purpose: .*'offers'/),
    expect.stringMatching(/one\.yaml message\.channels\[0\]: .*'in-app'/),
  ]);
  expect(problems([workspace({ channels: ['emial'] })])).toEqual([
    "workspace.yaml channels[0]: a channel; the nearest to 'emial' is 'email'",
  ]);
});

test('a document must call itself by the name it is stored by', () => {
  expect(problems([template('hello', inApp), { ...trigger('one'), name: 'other' }])).toEqual([
    "triggers/one.yaml name: 'other', the name this trigger is stored by; got 'one'",
  ]);
});

test('only channels that the template is written for are tried', () => {
  const { matcher } = live([workspace({ channels: ['in-app', 'email'] }), template('hello', email), trigger('one')]);
  expect(matcher.triggers.get('one')?.definition.message.channels).toEqual(['email']);
  const both = live([template('hello', { ...inApp, ...email }), trigger('one')]);
  expect(both.triggers.get('one')?.message.channels).toBe('preferred');
});

test('a trigger whose channels its template cannot fill is refused', () => {
  const message = { template: 'hello', purpose: 'offers', channels: ['in-app', 'email'] };
  expect(problems([template('hello', inApp), trigger('one', { message })])).toEqual([
    "triggers/one.yaml message.channels[1]: a channel that template 'hello' is written for: in-app",
  ]);
  expect(problems([workspace({ channels: ['email'] }), template('hello', inApp), trigger('one')])).toEqual([
    'triggers/one.yaml message.template: a template for one of the workspace’s channels email; this one is for in-app',
  ]);
});

test('what did not change is not compiled again, what depends on a change is', () => {
  const documents = [template('hello', inApp), trigger('one'), trigger('two')];
  const first = live(documents);
  const second = live([...documents.slice(0, 2), trigger('two', { priority: 9 })], { two: 2 }, first);
  expect(second.renderer).toBe(first.renderer);
  expect(second.places).toBe(first.places);
  expect(second.matcher.triggers.get('one')).toBe(first.matcher.triggers.get('one'));
  expect(second.matcher.triggers.get('two')).toMatchObject({ version: 2, definition: { priority: 9 } });
  const wider = live([...documents, template('other', inApp)], {}, first);
  expect(wider.matcher.triggers.get('one')).toBe(first.matcher.triggers.get('one'));
  const rewritten = live([template('hello', { ...inApp, ...email }), ...documents.slice(1)], { hello: 2 }, first);
  expect(rewritten.matcher.triggers.get('one')).not.toBe(first.matcher.triggers.get('one'));
  expect(rewritten.triggers.get('one')?.message.channels).toBe('preferred');
  expect(() => live([workspace({ purposes: { news: {} } }), ...documents], {}, first)).toThrow(
    /one\.yaml .*\n.*two\.yaml/,
  );
});

test('a trigger that speaks of what is taken away is refused', () => {
  const on = { enter: { places: { tag: 'store' } } };
  const documents = [place('mitte', { tags: ['store'] }), template('hello', inApp), trigger('one', { on })];
  const first = live(documents);
  expect(() => live(documents.slice(1), {}, first)).toThrow(/triggers\/one\.yaml on\.enter: a tag that a place has/);
  expect(() => live([place('mitte', { tags: ['shop'] }), ...documents.slice(1)], { mitte: 2 }, first)).toThrow(
    'on.enter',
  );
  expect(() => live([documents[0]!, documents[2]!], {}, first)).toThrow(/one\.yaml message\.template/);
  const second = live([...documents, place('nord', { tags: ['store'] })], {}, first);
  expect(live([...documents.slice(1), place('nord', { tags: ['store'] })], {}, second).place.size).toBe(1);
});

test('a draft that was only checked leaves nothing behind', () => {
  const first = live([template('hello', inApp), trigger('one')]);
  const draft = live([template('hello', inApp), trigger('one', { priority: 1 })], { one: 2 }, first);
  const published = live([template('hello', inApp), trigger('one', { priority: 2 })], { one: 2 }, first);
  expect(draft.triggers.get('one')?.priority).toBe(1);
  expect(published.triggers.get('one')?.priority).toBe(2);
});

test('settings of providers are checked before anybody opens one with them', () => {
  const providers = {
    email: { url: 'http://mail', pasword: 'x' },
    webhook: { provider: 'carrier-pigeon' },
    'in-ap': {},
  };
  expect(problems([workspace({ providers })])).toEqual([
    expect.stringMatching(/^workspace\.yaml providers\.email\.url: smtp:/),
    "workspace.yaml providers.email.pasword: a setting; the nearest to 'pasword' is 'password'",
    expect.stringMatching(/^workspace\.yaml providers\.webhook\.provider: one of .*http-webhook/),
    "workspace.yaml providers.in-ap: a channel; the nearest to 'in-ap' is 'in-app'",
  ]);
  const withServer = createCompiler({
    ...language,
    zoneAt: () => 'UTC',
    fromEnvironment: { smtp: { url: 'smtp://localhost' } },
  });
  const body = { providers: { email: { unsubscribeText: 'Stop' } } };
  const documents: StoredDocument[] = [{ ...workspace(body), version: 1 }];
  expect(() => compileAtOnce(compile, documents)).toThrow('providers.email.url');
  expect(compileAtOnce(withServer, documents).workspace.providers).toEqual(body.providers);
});

const place = (id: string, more: object = {}, coordinates: unknown = [13.4, 52.5]): Document => ({
  kind: 'place',
  name: id,
  source: `places/${id}.geojson`,
  body: {
    type: 'Feature',
    properties: { id, radiusMetres: 50, ...more },
    geometry: { type: 'Point', coordinates },
  },
});

test('places are live in the index, and triggers may speak of them', () => {
  const on = { enter: { places: { tag: 'store' } } };
  const { places, place: byId } = live([
    place('mitte', { tags: ['store'] }),
    template('hello', inApp),
    trigger('one', { on }),
  ]);
  expect(places.holding({ lat: 52.5, lon: 13.4 }, 0).map(({ id }) => id)).toEqual(['mitte']);
  expect(byId.get('mitte')).toMatchObject({ name: 'mitte', zone: 'UTC' });
  expect(problems([place('mitte'), template('hello', inApp), trigger('one', { on })])).toEqual([
    expect.stringContaining('triggers/one.yaml on.enter'),
  ]);
});

test('a place that is broken, misnamed or lies in nothing is refused', () => {
  const several = { type: 'FeatureCollection', features: [] };
  expect(
    problems([
      place('far', {}, [13.4, 95]),
      { ...place('a'), name: 'b' },
      place('lost', { parent: 'mite' }),
      place('mitte', { parent: 'inner' }),
      place('inner', { parent: 'mitte' }),
      { ...place('many'), body: several },
    ]),
  ).toEqual([
    expect.stringContaining('places/far.geojson geometry.coordinates'),
    "places/a.geojson properties.id: 'b', the name this place is stored by; got 'a'",
    'places/many.geojson type: one Feature for each place',
    "places/lost.geojson properties.parent: the id of a place; the nearest to 'mite' is 'mitte'",
    'places/mitte.geojson properties.parent: a place that does not lie in this one itself',
    'places/inner.geojson properties.parent: a place that does not lie in this one itself',
  ]);
});

test('a place that did not change stays the same object', () => {
  const first = live([place('mitte'), place('nord')]);
  const second = live([place('mitte'), place('nord', { tags: ['new'] })], { nord: 2 }, first);
  expect(second.place.get('mitte')).toBe(first.place.get('mitte'));
  expect(second.place.get('nord')?.tags).toEqual(['new']);
});

test('a place whose parent is taken away is refused', () => {
  const first = live([place('city'), place('mitte', { parent: 'city' })]);
  expect(() => live([place('mitte', { parent: 'city' })], {}, first)).toThrow(
    /mitte\.geojson properties\.parent: the id of a place/,
  );
});

test('what is live is frozen', () => {
  expect(Object.isFrozen(live([]))).toBe(true);
});

test('more documents of a kind than the written limit are refused, with how many there are', () => {
  expect(MOST_DOCUMENTS).toEqual({ workspace: 1, place: 100_000, trigger: 100_000, template: 10_000 });
  const templates = Array.from({ length: MOST_DOCUMENTS.template + 1 }, (_, i) => template(`t${i}`, inApp));
  expect(problems(templates)).toEqual(['templates : at most 10000, got 10001']);
});
