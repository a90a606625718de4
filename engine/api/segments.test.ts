import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../test/support/api.ts';
import type { SegmentsView } from './contract.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(() => api.reset());

const publish = (segments: object) =>
  api.definitions.publish([{ kind: 'workspace', name: 'workspace', source: 'w', body: { segments } }], {
    replace: false,
  });
const look = async () => (await api.ask('GET', '/v1/segments')).body as SegmentsView;
const counted = async () => {
  await expect.poll(async () => (await look()).counting).toBeUndefined();
  return look();
};
const plan = (v: string) => ({ values: { 'customer.plan': { v, at: Date.now(), source: 'app' } } });

test('segments are counted over all customers in the background, with what is unknown', async () => {
  await publish({ golden: { 'customer.plan': 'gold' }, others: { none: [{ 'segment.golden': true }] } });
  for (const [customer, name] of [
    ['a', 'gold'],
    ['b', 'gold'],
    ['c', 'tin'],
  ] as const)
    await api.store(customer, plan(name));
  await api.store('d', {});
  expect((await look()).counting).toBeDefined();
  const view = await counted();
  expect(view.customers).toBe(4);
  expect(view.segments).toMatchObject([
    { name: 'golden', condition: { 'customer.plan': 'gold' }, count: { yes: 2, no: 1, unknown: 1 } },
    { name: 'others', count: { yes: 1, no: 2, unknown: 1 } },
  ]);
  expect(view.segments[0]!.says).toContain('customer.plan');
});

test('a count keeps its age; a segment that was changed is not counted until it was counted anew', async () => {
  await publish({ golden: { 'customer.plan': 'gold' } });
  await api.store('a', plan('gold'));
  await counted();
  const { at } = (await counted()).segments[0]!.count!;
  expect((await counted()).segments[0]!.count!.at).toBe(at);
  await publish({ golden: { 'customer.plan': 'tin' } });
  expect((await look()).segments[0]).not.toHaveProperty('count');
  expect((await counted()).segments[0]!.count).toMatchObject({ yes: 0, no: 1 });
  expect((await api.ask('POST', '/v1/segments/count')).status).toBe(202);
  await expect.poll(async () => (await counted()).segments[0]!.count!.at).toBeGreaterThan(at);
});

test('without segments nothing is counted', async () => {
  expect(await look()).toMatchObject({ segments: [] });
  expect((await look()).counting).toBeUndefined();
});
