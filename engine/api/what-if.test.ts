import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../test/support/api.ts';

let api: TestApi;
const AT = Date.UTC(2026, 10, 22, 11);
const NIGHT = `name: night # kept out of what is live
channels: { in-app: { title: "Hello {{customer.name}}", body: "Rain" } }
`;
const DRAFT = `name: rainy
on: { signal: { kind: event, name: looked } }
when:
  all:
    - weather.condition: { one-of: [rain] }
    - local-time: { between: ["18:00", "22:00"] }
    - device.form: { equals: phone }
message: { template: night, purpose: service, channels: [in-app], expires: 1h }
`;
const PLACE = `type: Feature
properties: { id: haus, name: Haus, radiusMetres: 80 }
geometry: { type: Point, coordinates: [13.4, 52.5] }
`;
const DRAFTS = [
  { kind: 'trigger', name: 'rainy', text: DRAFT },
  { kind: 'template', name: 'night', text: NIGHT },
];
const SIGNAL = { kind: 'event', value: { name: 'looked' } };

beforeAll(async () => {
  api = await openTestApi();
  const workspace = {
    kind: 'workspace',
    name: 'workspace',
    source: 'workspace.yaml',
    body: { name: 'x', zone: 'Europe/Berlin', channels: ['in-app'], purposes: { service: { marketing: false } } },
  };
  expect((await api.ask('POST', '/v1/publish', { documents: [workspace] })).text).toContain('revision');
  await api.store('hanna', {
    values: {
      'customer.name': { v: 'Hanna', at: AT, source: 'identify' },
      'location.lat': { v: 52.5, at: AT, source: 'location' },
      'location.lon': { v: 13.4, at: AT, source: 'location' },
    },
  });
});
afterAll(() => api.close());

async function ask(body: object) {
  const {
    status,
    body: answer,
    text,
  } = await api.ask('POST', '/v1/what-if', { customer: 'hanna', at: AT, drafts: DRAFTS, signal: SIGNAL, ...body });
  if (status !== 200) throw new Error(text);
  return answer as {
    triggers: { trigger: string; answer: string; on: { isWoken: boolean }; gates: { says: string }[] }[];
    messages: object;
    at: number;
  };
}

test('a draft woken by a made-up signal stays unknown where nothing is known', async () => {
  const { triggers, messages } = await ask({ overrides: { localTime: '19:30' } });
  expect(triggers).toMatchObject([{ trigger: 'rainy', answer: 'unknown', on: { isWoken: true } }]);
  expect(messages).toEqual({});
});

test('another hour, weather and device make it known, and the draft of its template is filled', async () => {
  const overrides = { localTime: '19:30', weather: { condition: 'rain' }, device: 'phone' };
  const { triggers, messages, at } = await ask({ overrides });
  expect(at).toBe(Date.UTC(2026, 10, 22, 18, 30));
  expect(triggers).toMatchObject([{ trigger: 'rainy', answer: 'yes', on: { isWoken: true } }]);
  expect(messages).toEqual({ rainy: { 'in-app': { message: { title: 'Hello Hanna', body: 'Rain' } } } });
  expect(await ask({ overrides: { ...overrides, localTime: '10:00' } })).toMatchObject({
    triggers: [{ answer: 'no' }],
  });
});

test('a place that is made up wakes what waits for entering it', async () => {
  const waits =
    'name: waits\non: { enter: { places: { id: haus } } }\nmessage: { template: night, purpose: service, channels: [in-app], expires: 1h }\n';
  const drafts = [
    ...DRAFTS,
    { kind: 'place', name: 'haus', text: PLACE },
    { kind: 'trigger', name: 'waits', text: waits },
  ];
  const answer = await ask({ signal: undefined, drafts, overrides: { place: 'haus' }, triggers: ['waits'] });
  expect(answer).toMatchObject({ triggers: [{ trigger: 'waits', answer: 'yes', on: { isWoken: true } }] });
});

test('nothing is written', async () => {
  const before = await api.ask('GET', '/v1/customers/hanna');
  const definitions = (await api.ask('GET', '/v1/definitions')).text;
  await ask({ signal: { kind: 'identify', value: { traits: { name: 'Other' } } } });
  const { body } = await api.ask('GET', '/v1/customers/hanna');
  expect((body as { values: unknown }).values).toEqual((before.body as { values: unknown }).values);
  expect((await api.ask('GET', '/v1/definitions')).text).toBe(definitions);
});

test('a draft, a signal or a name that cannot be read is refused with its problem', async () => {
  const refused = async (body: object) => (await api.ask('POST', '/v1/what-if', { customer: 'hanna', ...body })).text;
  expect(await refused({ drafts: [{ kind: 'trigger', name: 'rainy', text: 'name: [' }] })).toContain('YAML or JSON');
  expect(await refused({ signal: { kind: 'nonsense' } })).toContain("kind: 'nonsense' is not known");
  expect(await refused({ triggers: ['nobody'] })).toContain("there is no trigger 'nobody'");
  expect(await refused({ overrides: { localTime: '25:00' } })).toContain('a time of day such as 21:30');
});
