import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Signal } from '../../sdk/protocol.ts';
import { openTestApi, type TestApi } from '../../test/support/api.ts';
import type { KeptBackTest, KeptMatches, KeptPeople } from './contract.ts';

const T = Date.UTC(2026, 10, 12, 18, 0);
const period = { from: T - 1_000, to: T + 1_000_000 };
const PEOPLE = 30;
const trigger = (least: number) => ({
  name: 'big',
  on: { signal: { kind: 'event', name: 'seen' } },
  when: { 'event.total': { 'at-least': least } },
  message: { template: 'hello', purpose: 'service' },
});

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.reset();
  const hello = { name: 'hello', channels: { 'in-app': { title: 'a', body: 'b' } } };
  await api.definitions.publish(
    [
      { kind: 'template', name: 'hello', source: 't', body: hello },
      { kind: 'trigger', name: 'big', source: 'l', body: trigger(20) },
    ],
    { replace: true },
  );
  api.recorded = Array.from({ length: PEOPLE }, (_, i): readonly Signal[] => [
    { id: `l${i}`, kind: 'location', customer: `p${i}`, at: T + i, value: { lat: 52 + i / 100, lon: 13.4 } },
    { id: `s${i}`, kind: 'event', customer: `p${i}`, at: T + i, value: { name: 'seen', properties: { total: i } } },
  ]).flat();
});

const ask = async (body: object) => {
  const answer = await api.ask('POST', '/v1/back-tests', { ...period, ...body });
  expect(answer.status, answer.text).toBe(202);
  return answer.body as KeptBackTest;
};
const read = async (id: string) => (await api.ask('GET', `/v1/back-tests/${id}`)).body as KeptBackTest;
/** The events of one until it is over. */
const follow = async (id: string): Promise<readonly KeptBackTest[]> => {
  const { text } = await api.ask('GET', `/v1/back-tests/${id}/events`);
  return text
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => JSON.parse(line.slice('data: '.length)) as KeptBackTest);
};
const people = async (id: string, query: string) =>
  (await api.ask('GET', `/v1/back-tests/${id}/people?${query}`)).body as KeptPeople;

test('a draft is tested beside the live trigger, and whom it adds and loses is told by page', async () => {
  const { id } = await ask({ name: 'big', document: { ...trigger(25), cooldown: '1h' } });
  expect((await follow(id)).at(-1)).toMatchObject({ id, state: 'done' });
  const test = await read(id);
  expect(test).toMatchObject({
    state: 'done',
    tested: { matches: 5, sends: 5, signals: { tested: 60 } },
    live: { matches: 10 },
    difference: { sends: { added: 0, lost: 5, both: 5 }, matches: { added: 0, lost: 5, both: 5 } },
  });
  const lost = await people(id, 'group=lost&most=2');
  expect(lost).toMatchObject({ of: 5, people: [{ customer: 'p20' }, { customer: 'p21' }] });
  const next = await people(id, `group=lost&most=3&after=${lost.next}`);
  expect(next.people.map(({ customer }) => customer)).toEqual(['p22', 'p23', 'p24']);
  expect(next).not.toHaveProperty('next');
  const { matches, cut } = (await api.ask('GET', `/v1/back-tests/${id}/matches`)).body as KeptMatches;
  expect(cut).toBe(false);
  expect(matches).toHaveLength(15);
  expect(matches).toContainEqual({ at: T + 20, lat: 52.2, lon: 13.4, became: 'send', of: 'live', group: 'lost' });
  expect(api.definitions.live.triggers.get('big')!.cooldownMs).toBe(0);
});

test('the text as typed is tested, and a live trigger alone', async () => {
  const { id } = await ask({
    name: 'big',
    text: '# typed\non: { signal: { kind: event, name: seen } }\nmessage: { template: hello, purpose: service }\n',
    withLive: false,
  });
  await follow(id);
  expect(await read(id)).toMatchObject({ tested: { matches: 30 } });
  expect(await read(id)).not.toHaveProperty('live');
  const alone = await ask({ name: 'big' });
  await follow(alone.id);
  expect(await read(alone.id)).toMatchObject({ tested: { matches: 10 } });
  const compared = await people(id, `with=${alone.id}&by=matches&most=1`);
  expect(compared).toMatchObject({ difference: { added: 20, lost: 0, both: 10 }, of: 30 });
});

test('what cannot be tested is refused before it waits; one that is not there says so', async () => {
  const body = { ...period, name: 'big', document: { ...trigger(1), when: { 'event.totl': {} } } };
  expect(await api.ask('POST', '/v1/back-tests', body)).toMatchObject({ status: 422 });
  expect(await api.ask('POST', '/v1/back-tests', { ...period, name: 'bg' })).toMatchObject({ status: 404 });
  expect(await api.ask('POST', '/v1/back-tests', { name: 'big', from: 5, to: 5 })).toMatchObject({ status: 400 });
  for (const path of ['', '/events', '/people', '/matches']) {
    expect(await api.ask('GET', `/v1/back-tests/none${path}`)).toMatchObject({ status: 404 });
  }
  expect(await api.ask('DELETE', '/v1/back-tests/none')).toMatchObject({ status: 404 });
});

test('one that is over can be run again, listed, and removed', async () => {
  const { id } = await ask({ name: 'big' });
  await follow(id);
  await api.definitions.publish([{ kind: 'trigger', name: 'big', source: 'l', body: trigger(29) }], { replace: false });
  expect((await api.ask('POST', `/v1/back-tests/${id}/again`)).status).toBe(202);
  await follow(id);
  expect(await read(id)).toMatchObject({ state: 'done', tested: { matches: 1 } });
  const listed = (await api.ask('GET', '/v1/back-tests')).body as { backTests: readonly KeptBackTest[] };
  const own = listed.backTests.find((one) => one.id === id)!;
  expect(own).toMatchObject({ trigger: 'big', state: 'done' });
  expect(own).not.toHaveProperty('tested');
  expect((await api.ask('DELETE', `/v1/back-tests/${id}`)).status).toBe(204);
  expect((await api.ask('GET', `/v1/back-tests/${id}`)).status).toBe(404);
});
