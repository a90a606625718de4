import { describe, expect, test } from 'vitest';
import {
  EVENING,
  event,
  fix,
  HOUR,
  MINUTE,
  rain,
  runBackTestOf,
  signal,
  weather,
} from '../../test/support/back-test.ts';
import { documentOf, eventTrigger, squareStore } from '../../test/support/workspace.ts';
import { cellOf } from '../world/cells.ts';
import { signalOfTurn } from '../world/provider-turns.ts';
import type { BackTestReport } from './contract.ts';

/** The store closes at 20:00 in Berlin, an hour after the evening begins, and opens at nine. */
const CLOSES = EVENING + HOUR;
const OPENS = CLOSES + 13 * HOUR;
const hours = { zone: 'Europe/Berlin', hours: { thu: [['09:00', '20:00']], fri: [['09:00', '20:00']] } };
const places = [squareStore('alex', 52.52, 13.41, 40, hours)];

const woken = (on: unknown, more: object = {}) =>
  documentOf('trigger', 'draft', {
    name: 'draft',
    on,
    message: { template: 'note', purpose: 'offers', channels: ['email'] },
    ...more,
  });
const shut = woken({ 'place-closed': { places: { tag: 'store' } } });
const rains = woken({ weather: { begins: ['rain', 'drizzle'] } });
const arrived = woken({ 'stock-arrived': { places: { tag: 'store' }, within: 500, sku: 'boots' } });
const stock = (quantity: number, at: number, sku = 'boots') =>
  signal('stock', { place: 'alex', sku, quantity }, at, '');
const whoAndWhen = ({ samples }: BackTestReport) => samples.map(({ customer, at }) => [customer, at]);

describe('places that open and close', () => {
  test('wake those of whom it is known that they are there then, at that time', async () => {
    const report = await runBackTestOf(
      [shut],
      [
        fix(CLOSES - MINUTE, true, 'in'),
        fix(CLOSES - MINUTE, false, 'out'),
        fix(CLOSES - 6 * MINUTE, true, 'long-ago'),
        fix(CLOSES - 2 * MINUTE, true, 'left'),
        fix(CLOSES - MINUTE, false, 'left'),
        event('else', CLOSES + MINUTE, 'in'),
        fix(CLOSES + MINUTE, true, 'came'),
      ],
      { places },
    );
    expect(whoAndWhen(report)).toEqual([['in', CLOSES]]);
    expect(report.samples[0]).toMatchObject({ place: 'alex', became: 'send by email' });
  });

  test('are found whether the customer is heard of again or not, and once however often', async () => {
    const opened = woken({ 'place-opened': { places: { tag: 'store' }, within: 300 } });
    const signals = [
      ...[-2, -1, 1, 2, 3].map((minutes) => fix(OPENS + minutes * MINUTE, true, 'often')),
      fix(OPENS - 3 * MINUTE, true, 'silent'),
    ];
    const report = await runBackTestOf([opened], signals, { places });
    expect(whoAndWhen(report).toSorted()).toEqual([
      ['often', OPENS],
      ['silent', OPENS],
    ]);
  });

  test('give the same whatever the order in which customers were recorded', async () => {
    const day = ['a', 'b', 'c'].flatMap((customer, i) =>
      Array.from({ length: 40 }, (_, n) => fix(CLOSES + (n - 20 + i) * 4 * MINUTE + i, (n + i) % 3 > 0, customer)),
    );
    const dwell = documentOf('trigger', 'stay', {
      name: 'stay',
      on: { dwell: { places: { tag: 'store' }, for: '2m' } },
      message: { template: 'note', purpose: 'offers', channels: ['email'] },
    });
    const inTime = await runBackTestOf(
      [shut, dwell],
      day.toSorted((a, b) => a.at - b.at),
      { places },
    );
    const byCustomer = await runBackTestOf([shut, dwell], day, { places });
    const order = (report: BackTestReport) => ({
      ...report,
      samples: report.samples.toSorted((a, b) => (a.customer < b.customer ? -1 : 1)),
    });
    expect(order(byCustomer)).toEqual(order(inTime));
    expect(inTime.matches).toBeGreaterThan(0);
  });

  test('do not count before the recording begins', async () => {
    const signals = [fix(CLOSES - MINUTE, true), event('else', CLOSES + MINUTE)];
    expect(await runBackTestOf([shut], signals, { places, from: CLOSES + 1 })).toMatchObject({ matches: 0 });
  });

  test('come between the timers of a customer, in the order of time', async () => {
    const stay = documentOf('trigger', 'stay', {
      name: 'stay',
      on: { dwell: { places: { tag: 'store' }, for: '2m', 'seen-within': '2m' } },
      message: { template: 'note', purpose: 'offers', channels: ['email'] },
    });
    const caps = { caps: [{ most: 1, within: '1d' }] };
    const of = (enteredAt: number) =>
      runBackTestOf([shut, stay], [fix(enteredAt, true), event('else', CLOSES + HOUR)], { places, workspace: caps });
    expect(await of(CLOSES - 3 * MINUTE)).toMatchObject({ matches: 1, sends: 0, heldBack: 1 });
    expect(await of(CLOSES - MINUTE)).toMatchObject({ matches: 1, sends: 1, heldBack: 0 });
  });
});

describe('weather that was pushed', () => {
  const here = (customer: string, at = EVENING + 10 * MINUTE - 1) => fix(at, true, customer);

  test('wakes those who are there when it turns: from a known reading to another, once', async () => {
    const report = await runBackTestOf(
      [rains],
      [
        weather('cloudy', EVENING),
        here('anna'),
        fix(EVENING + 10 * MINUTE - 1, false, 'elsewhere'),
        here('long-ago', EVENING),
        rain(EVENING + 10 * MINUTE),
        rain(EVENING + 11 * MINUTE),
        weather('drizzle', EVENING + 12 * MINUTE),
      ],
    );
    expect(whoAndWhen(report)).toEqual([['anna', EVENING + 10 * MINUTE]]);
    expect(report.notes.join('\n')).toContain('it woke as weather turned');
  });

  test('from unknown to rain nothing has begun; what was pushed before the recording is known', async () => {
    const signals = [here('anna'), rain(EVENING + 10 * MINUTE)];
    expect(await runBackTestOf([rains], signals)).toMatchObject({ matches: 0 });
    const worldBefore = [weather('clear', EVENING - MINUTE)];
    expect(await runBackTestOf([rains], signals, { worldBefore })).toMatchObject({ matches: 1 });
  });

  test('that came late wakes nobody, and is known all the same', async () => {
    const began = rain(EVENING + 10 * MINUTE);
    const asks = eventTrigger('asks', 'seen', { when: { 'weather.condition': 'rain' } });
    const signals = [weather('cloudy', EVENING), here('anna'), began, event('seen', EVENING + 11 * MINUTE)];
    const late = new Set([began]);
    expect(await runBackTestOf([rains, asks], signals)).toMatchObject({ matches: 1 });
    expect(await runBackTestOf([rains, asks], signals, { late })).toMatchObject({ matches: 0 });
    expect(await runBackTestOf([rains, asks], signals, { late, trigger: 'asks' })).toMatchObject({ matches: 1 });
  });

  test('wakes who turned out to be somebody known under that name, once', async () => {
    const signals = [
      weather('cloudy', EVENING),
      here('anon'),
      signal('alias', { previousId: 'anon' }, EVENING + 10 * MINUTE - 1, 'known'),
      rain(EVENING + 10 * MINUTE),
    ];
    expect(whoAndWhen(await runBackTestOf([rains], signals))).toEqual([['known', EVENING + 10 * MINUTE]]);
  });
});

describe('a turn of a provider’s weather that was written down', () => {
  const at = EVENING + 10 * MINUTE;
  const turned = (before: string, after: string, when = at) =>
    signalOfTurn({
      cell: cellOf(52.52, 13.41),
      before: { weather: { condition: before }, fetchedAt: when - 10 * MINUTE },
      after: { weather: { condition: after }, fetchedAt: when },
    });

  test('wakes those in its cell, and is known for an hour', async () => {
    const asks = eventTrigger('asks', 'seen', { when: { 'weather.condition': 'rain' } });
    const seen = [30, 71].map((minutes) => [
      fix(EVENING + minutes * MINUTE - 1, true),
      event('seen', EVENING + minutes * MINUTE),
    ]);
    const turn = turned('cloudy', 'rain');
    const signals = [fix(at - 1, true), fix(at - 1, false, 'far'), turn, turn, ...seen.flat()];
    const report = await runBackTestOf([rains, asks], signals);
    expect(report.samples).toMatchObject([{ customer: 'anna', at, signal: `weather:${turn.id}` }]);
    const { woken } = await runBackTestOf([rains, asks], signals, { trigger: 'asks' });
    expect(woken).toEqual({ times: 2, yes: 1, no: 0, unknown: 1 });
  });

  test('is hidden by what was pushed, and is what was before it', async () => {
    const hidden = [weather('cloudy', EVENING), fix(at - 1, true), turned('cloudy', 'rain')];
    expect(await runBackTestOf([rains], hidden)).toMatchObject({ matches: 0 });
    const before = [turned('rain', 'cloudy'), fix(at + MINUTE, true), rain(at + 2 * MINUTE)];
    expect(await runBackTestOf([rains], before)).toMatchObject({ matches: 1 });
  });
});

test('stock that arrives wakes those near, from a known 0 to more, once', async () => {
  const signals = [
    fix(EVENING, true, 'near'),
    fix(EVENING, false, 'far'),
    stock(3, EVENING + 1),
    stock(0, EVENING + 2),
    stock(4, EVENING + 3, 'hats'),
    stock(5, EVENING + 4),
    stock(6, EVENING + 5),
    stock(0, EVENING + 1),
    stock(7, EVENING + 6),
  ];
  const report = await runBackTestOf([arrived], signals);
  expect(whoAndWhen(report)).toEqual([['near', EVENING + 4]]);
  expect(report.samples[0]).toMatchObject({ place: 'alex' });
});
