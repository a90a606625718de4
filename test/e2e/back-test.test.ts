import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BackTestLine, BackTestReport } from '../../engine/studies/contract.ts';
import type { SignalInput } from '../../sdk/protocol.ts';
import { startTestEngine, type TestEngine, willingCustomer } from '../support/engine.ts';
import { documentOf, squareStore, workspaceBody } from '../support/workspace.ts';

const MINUTE = 60_000;
const STORE = { lat: 52.52, lon: 13.4 };
const CITY = { west: 13.1, south: 52.3, east: 13.8, north: 52.7 };
const WEST = { ...CITY, east: 13.4005 };
const every = ['09:00', '18:00'];
const hours = { mon: [every], tue: [every], wed: [every], thu: [every], fri: [every], sat: [every], sun: [every] };

const HELLO = documentOf('template', 'hello', {
  name: 'hello',
  channels: { email: { subject: 'Hello', html: '<p>Hello</p>' } },
});
const trigger = (name: string, on: unknown, more: object = {}) =>
  documentOf('trigger', name, {
    name,
    on,
    message: { template: 'hello', purpose: 'offers', channels: ['email'], expires: '1h' },
    ...more,
  });
const TRIGGERS = [
  trigger('rain', { weather: { begins: ['rain', 'drizzle'] } }, { cooldown: '20m', priority: 60 }),
  trigger('rain-near', { weather: { begins: 'rain', near: { places: { tag: 'store' }, within: 200 } } }),
  trigger('open', { 'place-opened': { places: { tag: 'store' }, within: 500 } }),
  trigger('shut', { 'place-closed': { places: { id: 'mitte' } } }),
  trigger('back', { 'stock-arrived': { places: { tag: 'store' }, within: 2_000 } }, { when: { 'stock.inCart': true } }),
  trigger('no-rain', { outcome: { of: 'rain', is: 'held-back' } }),
  trigger('after-rain', { outcome: { of: 'rain', is: 'sent' } }),
];

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine({
    env: { KAIROS_POSITION_DECIMALS: '5' },
    documents: (mails) => [
      workspaceBody(mails.url),
      HELLO,
      squareStore('mitte', STORE.lat, STORE.lon, 40, { zone: 'Europe/Berlin', hours }),
      ...TRIGGERS,
    ],
  });
}, 120_000);
afterAll(() => engine.close());

const PEOPLE = ['in', 'near', 'far', 'away'];
const NORTH = [0, 0.003, 0.015, 0.1];
/** Everybody tells where they are: the first in the store, the others further and further north of it. */
const fixes = (lon = STORE.lon) =>
  PEOPLE.map((customer, i) => ({
    kind: 'location',
    customer,
    value: { lat: STORE.lat + NORTH[i]!, lon, accuracyMetres: 10 },
  }));
const weather = (area: object, condition: string) => ({ kind: 'weather', value: { area, condition } });
const stock = (quantity: number) => ({ kind: 'stock', value: { place: 'mitte', sku: 'boots', quantity } });

/** Each step when the one before is through. */
async function live(...steps: readonly (readonly SignalInput[])[]): Promise<void> {
  for (const signals of steps) {
    engine.later(MINUTE);
    await engine.send(...signals);
    await engine.settled();
  }
}

const count = (name: string, is: string) =>
  engine.outcomes.filter(({ trigger, step }) => trigger === name && step === is).length;
/** Resolves when so many matched: a clock wakes them, and not a signal that the test sends. */
const matched = (name: string, times: number) => expect.poll(() => count(name, 'matched')).toBe(times);

async function backTested(trigger: unknown): Promise<BackTestReport> {
  const request = { trigger, from: 0, to: engine.clock.now() + 1, assume: [], windowMs: 86_400_000 };
  const { status, text } = await engine.ask<string>('POST', '/v1/back-test', request);
  expect(status).toBe(200);
  const last = JSON.parse(text.trim().split('\n').at(-1)!) as BackTestLine;
  if (!('report' in last)) throw new Error(text);
  return last.report;
}

const SQL = `
  SELECT customer, toUnixTimestamp64Milli(signal_at) AS at, signal, place
  FROM outcomes WHERE trigger = {trigger:String} AND step = 'matched'`;
interface Row {
  readonly customer: string;
  readonly at: number | string;
  readonly signal: string;
  readonly place: string;
}
const key = ({ customer, at, signal, place }: Row) => `${Number(at)} ${customer} ${signal} ${place}`;

test('over a recorded day it decides what the engine decided: weather, hours, stock and what follows from them', async () => {
  engine.nextDay('08:55');
  await engine.send(...PEOPLE.flatMap((customer) => willingCustomer(customer)));
  await engine.send({ kind: 'cart', customer: 'near', value: { id: 'k', items: [{ sku: 'boots' }] } });
  await live(fixes(), [weather(CITY, 'cloudy'), stock(0)]);
  engine.later(3 * MINUTE);
  await matched('open', 2);
  await live(
    fixes(),
    [weather(CITY, 'rain')],
    [weather(CITY, 'drizzle'), stock(3)],
    fixes(13.39),
    [weather(WEST, 'cloudy'), stock(0)],
    fixes(13.4),
    [weather(WEST, 'rain'), stock(8)],
  );
  engine.nextDay('17:58');
  await live(fixes());
  engine.later(2 * MINUTE);
  await matched('shut', 1);
  await live(fixes());

  const found: Record<string, number> = {};
  for (const { name } of TRIGGERS) {
    const rows = await engine.rows<Row>(SQL, { trigger: name });
    const report = await backTested(name);
    const samples = report.samples.map(({ place = '', ...sample }) => ({ ...sample, place }));
    expect([name, ...samples.map(key).toSorted()]).toEqual([name, ...rows.map(key).toSorted()]);
    const { sends, heldBack } = report;
    expect([name, sends, heldBack]).toEqual([name, count(name, 'queued'), count(name, 'held-back')]);
    found[name] = rows.length;
  }
  expect(found).toEqual({ rain: 8, 'rain-near': 2, open: 2, shut: 1, back: 2, 'no-rain': 4, 'after-rain': 4 });
});

test('a draft is tried on the same day', async () => {
  const ends = await backTested(trigger('dry', { weather: { ends: ['rain', 'drizzle'] } }).body);
  expect(ends).toMatchObject({ matches: 4, matchedCustomers: 4 });
  const follows = await backTested(trigger('lost', { outcome: { of: 'rain-near', is: 'not-sent' } }).body);
  expect(follows).toMatchObject({ matches: 1, who: [{ customer: 'in' }] });
});
