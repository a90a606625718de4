import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../test/support/api.ts';
import type { MapPlaces, PlacePresence, PlaceSight, WalkAnswer } from './contract.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.reset();
  await api.ask('PUT', '/v1/places/haus', HAUS);
});

const HAUS = {
  type: 'Feature',
  properties: { id: 'haus', name: 'Haus', tags: ['store'], radiusMetres: 40 },
  geometry: { type: 'Point', coordinates: [12.37, 51.34] },
};

test('a map asks for the places of a box', async () => {
  const within = await api.ask('GET', '/v1/map/places?box=12,51,13,52');
  expect((within.body as MapPlaces).places.map(({ id }) => id)).toEqual(['haus']);
  const beside = await api.ask('GET', '/v1/map/places?box=0,0,1,1');
  expect((beside.body as MapPlaces).places).toEqual([]);
  expect((await api.ask('GET', '/v1/map/places?box=0,2,1,1')).status).toBe(400);
  expect((await api.ask('GET', '/v1/map/places?box=west')).status).toBe(400);
});

test('a place says who is in it, and an unknown one the nearest name', async () => {
  const { status, body } = await api.ask('GET', '/v1/map/places/haus');
  expect([status, (body as PlacePresence).people.isWhole]).toEqual([200, true]);
  const missing = await api.ask('GET', '/v1/map/places/hauss');
  expect([missing.status, missing.text]).toEqual([404, expect.stringContaining('haus')]);
});

test('how exact positions must be is told of a draft, and of none that is broken', async () => {
  const { body } = await api.ask('POST', '/v1/map/sight', HAUS);
  expect((body as PlaceSight).atOnceMetres).toBe(40);
  const broken = await api.ask('POST', '/v1/map/sight', { ...HAUS, geometry: { type: 'Point', coordinates: [1] } });
  expect([broken.status, broken.text]).toEqual([422, expect.stringContaining('geometry.coordinates')]);
});

test('a walk goes through the live places, or through drafts of them', async () => {
  const line = [
    [12.366, 51.34],
    [12.374, 51.34],
  ];
  const entered = (body: unknown) =>
    (body as WalkAnswer).steps.flatMap(({ moves }) =>
      moves.filter(({ move }) => move === 'enter').map(({ place }) => place),
    );
  const live = await api.ask('POST', '/v1/walk', { line });
  expect(entered(live.body)).toEqual(['haus']);
  const moved = { ...HAUS, geometry: { type: 'Point', coordinates: [12.5, 51.34] } };
  const drafted = await api.ask('POST', '/v1/walk', { line, drafts: [{ kind: 'place', name: 'haus', body: moved }] });
  expect(entered(drafted.body)).toEqual([]);
});

test('a walk of too many fixes says how to have fewer', async () => {
  const { status, body } = await api.ask('POST', '/v1/walk', {
    line: [
      [0, 0],
      [1, 1],
    ],
    intervalSeconds: 1,
  });
  expect(status).toBe(422);
  expect(body).toMatchObject({ problems: [{ path: 'intervalSeconds' }] });
});

test('a walk as a customer leaves the customer as they were', async () => {
  await api.store('anna', {
    lastAt: 5,
    firstAt: 5,
    values: { 'customer.plan': { v: 'gold', at: 5, source: 'identify' } },
  });
  const before = await api.ask('GET', '/v1/customers/anna');
  const walked = await api.ask('POST', '/v1/walk', { line: [[12.37, 51.34]], restSeconds: 120, customer: 'anna' });
  expect((walked.body as WalkAnswer).steps.at(-1)!.inside).toEqual(['haus']);
  expect((await api.ask('GET', '/v1/customers/anna')).body).toEqual(before.body);
});
