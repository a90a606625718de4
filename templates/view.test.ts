import { expect, test } from 'vitest';
import type { Moment } from '../triggers/contract.ts';
import { viewOf } from './view.ts';

const AT = Date.UTC(2026, 5, 5, 22, 30);
const known = (v: unknown, until?: number) => ({ v, at: AT - 1_000, source: 'test', ...(until && { until }) });

function momentWith(values: Record<string, ReturnType<typeof known>>, more: Partial<Moment> = {}): Moment {
  const value = { name: 'Viewed', properties: { sku: 'x' } };
  const signal = { id: 's', kind: 'event', customer: 'c1', at: AT, value };
  return {
    at: AT,
    origin: more.signal ?? signal,
    signal,
    state: { id: 'c1', values } as unknown as Moment['state'],
    stimulus: { type: 'signal' },
    place: undefined,
    world: {
      zone: 'UTC',
      zoneAt: () => undefined,
      forecastAt: () => undefined,
      stockAt: () => undefined,
      weatherAt: (lat) => (lat === 48 ? { condition: 'rain' } : undefined),
    },
    ...more,
  };
}

test('values are grouped by their names, those that are stale or unknown left out', () => {
  const view = viewOf(
    momentWith({
      'customer.firstName': known('Eva'),
      'customer.address': known({ city: 'Graz' }),
      'customer.gone': known(null),
      'cart.value': known(10, AT),
      'cart.stage': known('payment', AT - 1),
      'location.lat': known(48),
      'location.lon': known(16),
    }),
  );
  expect(view).toEqual({
    customer: { id: 'c1', firstName: 'Eva', address: { city: 'Graz' } },
    cart: { value: 10 },
    location: { lat: 48, lon: 16 },
    event: { sku: 'x', name: 'Viewed', kind: 'event', properties: { sku: 'x' } },
    weather: { condition: 'rain' },
    now: AT,
  });
});

test('a property that is called as what an event has of its own is found among the properties', () => {
  const eventWith = (properties: object) =>
    viewOf(
      momentWith(
        {},
        { signal: { id: 's', kind: 'event', customer: 'c1', at: AT, value: { name: 'Viewed', properties } } },
      ),
    ).event;
  expect(eventWith({ name: 'Monopoly', kind: 'game' })).toEqual({
    name: 'Viewed',
    kind: 'event',
    properties: { name: 'Monopoly', kind: 'game' },
  });
  expect(eventWith({ name: 'Monopoly', properties: { name: 'x', size: 2 } })).toMatchObject({
    properties: { name: 'Monopoly', size: 2, properties: { size: 2 } },
  });
});

test('the place, the local time and further groups are there when they are known', () => {
  const place = {
    id: 'p1',
    name: 'Main Street',
    tags: ['store'],
    attributes: { phone: '123', id: 'x' },
    centre: { lat: 48, lon: 16 },
  } as unknown as NonNullable<Moment['place']>;
  const view = viewOf(momentWith({}, { place }), { zone: 'Europe/Vienna', groups: { shop: { name: 'Acme' } } });
  expect(view.place).toEqual({ id: 'p1', name: 'Main Street', tags: ['store'], phone: '123' });
  expect(view.weather).toEqual({ condition: 'rain' });
  expect(view.local).toEqual({
    time: '00:30',
    date: '2026-06-06',
    weekday: 'saturday',
    hour: 0,
    zone: 'Europe/Vienna',
  });
  expect(view.shop).toEqual({ name: 'Acme' });
});

test('each minute and each zone has its own local time, whatever was asked before', () => {
  const timeAt = (at: number, zone: string) =>
    (viewOf(momentWith({}, { at }), { zone }).local as { time: string }).time;
  expect(timeAt(AT, 'Europe/Vienna')).toBe('00:30');
  expect(timeAt(AT + 59_999, 'Europe/Vienna')).toBe('00:30');
  expect(timeAt(AT, 'Asia/Kathmandu')).toBe('04:15');
  expect(timeAt(AT + 60_000, 'Europe/Vienna')).toBe('00:31');
  expect(timeAt(AT - 1, 'Europe/Vienna')).toBe('00:29');
});

test('no object in a view has a prototype, and none is shared with the state', () => {
  const values = JSON.parse(
    '{"customer.__proto__":{"v":{"polluted":1}},"__proto__.polluted":{"v":1},"a.b":{"v":[{"c":{}}]}}',
  );
  const moment = momentWith(values);
  const view = viewOf(moment);
  const seen: unknown[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    seen.push(value);
    if (!Array.isArray(value)) expect(Object.getPrototypeOf(value)).toBeNull();
    for (const inner of Object.values(value)) walk(inner);
  };
  walk(view);
  expect(seen.length).toBeGreaterThan(4);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(seen).not.toContain(moment.state.values['a.b']!.v);
});

test('a value whose group is taken by another value is passed over', () => {
  expect(viewOf(momentWith({ a: known(1), 'a.b': known(2), 'c.d': known(3), c: known(4) }))).toMatchObject({
    a: 1,
    c: { d: 3 },
  });
});
