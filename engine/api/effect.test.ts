import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../test/support/api.ts';
import effectQuery from '../outcomes/queries/effect.ts';
import type { EffectAnswer } from './contract.ts';

const FIRST_HOUR = effectQuery.examples[0]!.gives[0]!.hour;
let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(() => api.reset());

const GOAL = { signal: { kind: 'event', name: 'order-completed' }, within: '2h', value: 'total' };
const publish = (more: object) => {
  const body = { name: 'walk-by', on: { signal: 'cart' }, message: { template: 'hello', purpose: 'service' }, ...more };
  const template = { name: 'hello', channels: { 'in-app': { title: 'Hi', body: 'You' } } };
  return api.ask('POST', '/v1/publish', {
    documents: [
      { kind: 'trigger', name: 'walk-by', source: 'walk-by.yaml', body },
      { kind: 'template', name: 'hello', source: 'hello.yaml', body: template },
    ],
  });
};
const effectOf = async (search = '') => (await api.ask('GET', `/v1/effect/walk-by${search}`)).body as EffectAnswer;

test('the effect of a trigger is that of its primary goal, over four weeks from the first exposure', async () => {
  expect((await publish({ holdout: '10%', goal: GOAL })).status).toBe(200);
  const { plan, effect, goal, withinMs, others } = await effectOf();
  expect({ goal, withinMs }).toEqual({ goal: 'goal', withinMs: 7_200_000 });
  expect(plan).toMatchObject({ from: FIRST_HOUR, until: Number(FIRST_HOUR) + 28 * 86_400_000, controlShare: 0.1 });
  expect(effect!.groups.message).toEqual({ customers: 1, converted: 1, sum: 40, squares: 1_600, cubes: 64_000 });
  expect(effect!.verdict.code).toBe(effect!.isFinal ? 'too-few' : 'too-early');
  expect(others.map((other) => other.goal)).toEqual(['unsubscribed', 'complained']);
});

test('the answer has the word of the goal for its successes, and the event that counts', async () => {
  await publish({ holdout: '10%', goal: { ...GOAL, title: 'orders' } });
  expect(await effectOf()).toMatchObject({ title: 'orders', event: 'order-completed' });
  await publish({ holdout: '10%', goal: { signal: 'cart', within: '2h' } });
  const { title, event } = await effectOf();
  expect([title, event]).toEqual([undefined, undefined]);
  expect((await effectOf('?goal=complained')).event).toBeUndefined();
});

test('a beginning, a length and a goal can be said; what cannot be read is refused', async () => {
  await publish({ holdout: '10%', goal: GOAL });
  const { plan } = await effectOf('?from=2026-01-05&days=7&worthwhile=0.25&zone=Europe/Berlin');
  const from = Date.UTC(2026, 0, 4, 23);
  expect(plan).toMatchObject({ from, until: from + 7 * 86_400_000, worthwhile: 0.25 });
  expect((await effectOf('?goal=complained')).goal).toBe('complained');
  expect(await effectOf('?goal=nothing')).toEqual({ trigger: 'walk-by', others: [], zone: expect.any(String) });
  expect(await api.ask('GET', '/v1/effect/walk-by?from=soon')).toMatchObject({ status: 400 });
  expect(await api.ask('GET', '/v1/effect/walk-by?days=0')).toMatchObject({ status: 400 });
  expect(await api.ask('GET', '/v1/effect/walk-bye')).toMatchObject({
    status: 404,
    body: { error: expect.stringContaining("the nearest is 'walk-by'") },
  });
});

test('the length of the comparison stands in the trigger; another one has no verdict, and a change of it begins anew', async () => {
  await publish({ holdout: '10%', goal: GOAL, 'measure-for': '14d' });
  const { plan, effect } = await effectOf();
  expect(plan).toMatchObject({ plannedDays: 14, isPlanned: true });
  expect(Math.floor((plan!.until - plan!.from) / 86_400_000)).toBe(14);
  expect(effect!.verdict.code).toBe(effect!.isFinal ? 'too-few' : 'too-early');
  const other = await effectOf('?days=28');
  expect(other.plan).toMatchObject({ plannedDays: 14, isPlanned: false });
  expect(other.effect!.verdict).toEqual({ code: 'unplanned', args: { planned: 14 } });
  expect(await effectOf(`?from=${plan!.from}&days=14`)).toEqual({ ...(await effectOf()), zone: expect.any(String) });
  await publish({ holdout: '10%', goal: GOAL, 'measure-for': '28d' });
  const since = Date.now();
  await publish({ holdout: '10%', goal: GOAL });
  const changed = await effectOf();
  expect(changed.plan!.from).toBeGreaterThan(Number(FIRST_HOUR));
  expect(changed.plan!.from).toBeLessThanOrEqual(since + api.aheadMs);
  expect((await publish({ 'measure-for': '400d' })).status).toBe(422);
});

test('a trigger without a goal has no effect to tell, and one without a control group says so', async () => {
  await publish({});
  expect((await effectOf()).effect).toBeUndefined();
  await publish({ goal: GOAL });
  expect((await effectOf()).effect!.verdict.code).toBe('no-control');
});

test('the period begins no earlier than the control group has its share', async () => {
  await publish({ holdout: '10%', goal: GOAL });
  await publish({ holdout: '20%', goal: GOAL });
  const since = Date.now();
  await publish({ holdout: '20%', goal: GOAL, priority: 60 });
  const { plan } = await effectOf();
  expect(plan!.from).toBeGreaterThan(Number(FIRST_HOUR));
  expect(plan!.from).toBeLessThanOrEqual(since + api.aheadMs);
});
