import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../test/support/api.ts';
import type { Document } from '../definitions/contract.ts';
import type { BackTestLine, BackTestReport } from '../studies/contract.ts';

const T = Date.UTC(2026, 10, 12, 18, 0);
const period = { from: T - 1_000, to: T + 1_000_000 };
const trigger = (name: string, more: object = {}) => ({
  name,
  on: { signal: { kind: 'event', name: 'seen' } },
  message: { template: 'hello', purpose: 'service' },
  ...more,
});
const documents: readonly Document[] = [
  {
    kind: 'template',
    name: 'hello',
    source: 't',
    body: { name: 'hello', channels: { 'in-app': { title: 'a', body: 'b' } } },
  },
  { kind: 'trigger', name: 'live', source: 'l', body: trigger('live') },
];

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.reset();
  await api.definitions.publish(documents, { replace: true });
  api.recorded = Array.from({ length: 300 }, (_, i) => ({
    id: `s${i}`,
    kind: 'event',
    customer: `c${i % 100}`,
    at: T + i,
    value: { name: i % 3 === 0 ? 'seen' : 'else' },
  }));
});

async function ask(body: object): Promise<{ status: number; lines: BackTestLine[] }> {
  const { status, text } = await api.ask('POST', '/v1/back-test', { ...period, assume: [], windowMs: 1_000, ...body });
  return {
    status,
    lines: text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  };
}
function reportOf(lines: readonly BackTestLine[]): BackTestReport {
  const last = lines.at(-1)!;
  if (!('report' in last)) throw new Error(JSON.stringify(last));
  return last.report;
}

test('a draft is tested beside what is live, and nothing is published', async () => {
  const { revision } = api.definitions.live;
  const { status, lines } = await ask({ trigger: trigger('draft', { priority: 90 }) });
  expect(status).toBe(200);
  expect(lines[0]).toEqual({ done: 0, of: 300 });
  expect(reportOf(lines)).toMatchObject({
    matches: 100,
    sends: 100,
    overlaps: [{ trigger: 'live', sameMoment: 100, displaced: 100, sameCustomer: 0 }],
  });
  expect(api.definitions.live.revision).toBe(revision);
  expect(api.definitions.live.triggers.has('draft')).toBe(false);
});

test('a live trigger is tested by its name, and customers begin as what they were', async () => {
  await api.store('c0', {
    firstAt: 1,
    lastAt: T - 5_000,
    consents: { '*:service': { granted: false, at: T - 5_000, source: 'app' } },
  });
  const report = reportOf((await ask({ trigger: 'live' })).lines);
  expect(report).toMatchObject({ matches: 100, sends: 99, gates: [{ gate: 'consent', held: 1 }] });
});

test('what cannot be tested is refused before anything begins', async () => {
  expect(await ask({ trigger: 'life' })).toMatchObject({
    status: 404,
    lines: [{ error: "there is no trigger 'life'; the nearest is 'live'" }],
  });
  expect(await ask({ trigger: trigger('draft', { when: { 'cart.vaule': 1 } }) })).toMatchObject({
    status: 422,
    lines: [{ problems: [{ source: 'draft', path: 'when.cart.vaule' }] }],
  });
  expect(await ask({ trigger: { on: {} } })).toMatchObject({ status: 422, lines: [{ problems: [{ path: 'name' }] }] });
  expect(await ask({ trigger: 'live', from: 5, to: 5 })).toMatchObject({ status: 400 });
  expect((await ask({ trigger: 'live' })).status).toBe(200);
});

test('its period is of the engine’s clock: the last day when nothing is said, dates and times as in a query', async () => {
  const DAY = 86_400_000;
  const open = { trigger: 'live', from: undefined, to: undefined };
  api.aheadMs = -30 * DAY;
  const before = Date.now() - 30 * DAY;
  expect((await ask(open)).status).toBe(200);
  const { from, to } = api.testedPeriod!;
  expect(to - before).toBeLessThan(DAY);
  expect(to).toBeGreaterThanOrEqual(before);
  expect(to - from).toBe(DAY);

  await ask({ ...open, from: '2026-11-11', to: '2026-11-12' });
  expect(api.testedPeriod).toEqual({ from: Date.UTC(2026, 10, 11), to: Date.UTC(2026, 10, 13) });
  await ask({ ...open, to: '2026-11-12T18:00', last: '2h' });
  expect(api.testedPeriod).toEqual({ from: T - 7_200_000, to: T });
  expect(await ask({ ...open, from: '2026-11-31' })).toMatchObject({
    status: 400,
    lines: [{ problems: [{ path: 'from', expected: expect.stringContaining('a date such as 2026-11-20') }] }],
  });
});

test('one runs at a time', async () => {
  const both = await Promise.all([ask({ trigger: 'live' }), ask({ trigger: 'live' })]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await ask({ trigger: 'live' })).status).toBe(200);
});
