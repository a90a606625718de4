import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Signal } from '../../sdk/protocol.ts';
import { openTestApi, type TestApi } from '../../test/support/api.ts';
import type { EstimateAnswer } from './contract.ts';

const HOUR = 3_600_000;
const TEXT = `# a draft with a comment
on: { signal: { kind: event, name: seen } }
when:
  all:
    - event.total: { at-least: 50 } # enough
    - cart.value: { at-least: 1 }
message: { template: hello, purpose: service }
`;

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.reset();
  const hello = { name: 'hello', channels: { 'in-app': { title: 'a', body: 'b' } } };
  const live = {
    name: 'live',
    on: { signal: { kind: 'event', name: 'seen' } },
    message: { template: 'hello', purpose: 'service' },
  };
  await api.definitions.publish(
    [
      { kind: 'template', name: 'hello', source: 't', body: hello },
      { kind: 'trigger', name: 'live', source: 'l', body: live },
    ],
    { replace: true },
  );
  const at = Date.now() - HOUR;
  api.recorded = Array.from({ length: 60 }, (_, i): readonly Signal[] => [
    { id: `c${i}`, kind: 'cart', customer: `p${i % 20}`, at: at + i, value: { id: 'k', value: i % 20 } },
    {
      id: `e${i}`,
      kind: 'event',
      customer: `p${i % 20}`,
      at: at + i,
      value: { name: 'seen', properties: { total: i } },
    },
  ]).flat();
});

const estimate = (body: object) => api.ask('POST', '/v1/estimate', body);

test('what is typed is counted over the last day, with the answers of each condition at its path', async () => {
  const { status, body } = await estimate({ name: 'draft', text: TEXT });
  expect(status, api.logged.join('\n')).toBe(200);
  const answer = body as EstimateAnswer;
  expect(answer).toMatchObject({ woke: 60, matched: 10, sent: 10, heldBack: 0, people: 10 });
  expect(answer.conditions).toEqual([
    { path: 'when.all[0].event.total.at-least', yes: 10, no: 50, unknown: 0 },
    { path: 'when.all[1].cart.value.at-least', yes: 57, no: 3, unknown: 0 },
  ]);
  expect(answer).not.toHaveProperty('sampled');
  expect(answer.to - answer.from).toBe(24 * HOUR);
  expect(api.definitions.live.triggers.has('draft')).toBe(false);
});

test('a document and a live trigger are counted alike', async () => {
  const document = {
    on: { signal: { kind: 'event', name: 'seen' } },
    message: { template: 'hello', purpose: 'service' },
  };
  expect((await estimate({ name: 'draft', document })).body).toMatchObject({ woke: 60, matched: 60, people: 20 });
  expect((await estimate({ name: 'live' })).body).toMatchObject({ woke: 60, matched: 60, conditions: [] });
});

test('what cannot be read is refused with the path of each problem', async () => {
  expect(await estimate({ name: 'draft', text: TEXT.replace('cart.value', 'cart.vaule') })).toMatchObject({
    status: 422,
    body: { problems: [{ path: 'when.all[1].cart.vaule' }] },
  });
  expect(await estimate({ name: 'draft', text: 'on: [' })).toMatchObject({ status: 422 });
  expect(await estimate({ name: 'draft', text: '- a\n- b' })).toMatchObject({ status: 422 });
  expect(await estimate({ name: 'no-such' })).toMatchObject({ status: 404 });
});

test('a newer question of the same person ends the one before; the key of a program ends nothing', async () => {
  await api.people.add('mara', ['marketer'], false);
  const token = (await api.people.linkFor('mara'))!;
  const signedIn = await api.ask('POST', '/v1/session/once', { token }, { authorization: '', 'x-kairos-console': '1' });
  const cookie = signedIn.headers.get('set-cookie')!.split(';', 1)[0]!;
  const asMara = () =>
    api.ask('POST', '/v1/estimate', { name: 'live' }, { authorization: '', cookie, 'x-kairos-console': '1' });
  const answers = await Promise.all([asMara(), asMara(), asMara()]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  const programs = await Promise.all([estimate({ name: 'live' }), estimate({ name: 'live' })]);
  expect(programs.map(({ status }) => status)).toEqual([200, 200]);
});
