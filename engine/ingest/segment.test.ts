import { expect, test } from 'vitest';
import { fromSegment } from './segment.ts';

const NOW = Date.UTC(2026, 10, 22, 8);
const base = { userId: 'anna', anonymousId: 'anon-1', messageId: 'm-1' };
const signals = (message: object, frame: object = {}) => fromSegment({ ...base, ...message }, { now: NOW, ...frame });

test('each call becomes the signal that says the same', () => {
  const same = { id: 'm-1', customer: 'anna' };
  expect(signals({ type: 'identify', traits: { plan: 'pro' } })).toEqual([
    { ...same, kind: 'identify', value: { traits: { plan: 'pro' }, anonymousId: 'anon-1' } },
  ]);
  expect(signals({ type: 'track', event: 'Order Completed', properties: { total: 3 } })).toEqual([
    { ...same, kind: 'event', value: { name: 'Order Completed', properties: { total: 3 } } },
  ]);
  expect(signals({ type: 'page', name: 'Home', category: 'shop', properties: { url: '/' } })).toEqual([
    { ...same, kind: 'event', value: { name: 'page', properties: { url: '/', name: 'Home', category: 'shop' } } },
  ]);
  expect(signals({ type: 'screen', name: 'Cart' })).toEqual([
    { ...same, kind: 'event', value: { name: 'screen', properties: { name: 'Cart' } } },
  ]);
  expect(signals({ type: 'group', groupId: 'g', traits: { seats: 5 } })).toEqual([
    { ...same, kind: 'event', value: { name: 'group', properties: { seats: 5, groupId: 'g' } } },
    { ...same, id: 'm-1.group', kind: 'identify', value: { traits: { groupId: 'g' } } },
  ]);
  expect(signals({ type: 'alias', previousId: 'old' })).toEqual([
    { ...same, kind: 'alias', value: { previousId: 'old' } },
  ]);
});

test('traits that stand in the context of an identify alone are its traits, in no other call', () => {
  const context = { traits: { email: 'anna@example.org', plan: 'free' } };
  expect(signals({ type: 'identify', traits: { plan: 'pro' }, context })[0]?.value).toMatchObject({
    traits: { email: 'anna@example.org', plan: 'pro' },
  });
  expect(signals({ type: 'track', event: 'x', context })).toHaveLength(1);
});

test('without a user the anonymous id is the customer, and nothing is merged into itself', () => {
  expect(signals({ type: 'identify', userId: null, traits: {} })).toMatchObject([
    { customer: 'anon-1', value: { traits: {} } },
  ]);
  expect(signals({ type: 'identify', userId: 'same', anonymousId: 'same' })[0]?.value).toEqual({ traits: {} });
  expect(signals({ type: 'track', userId: undefined, anonymousId: undefined })[0]).not.toHaveProperty('customer');
});

test('a clock that is wrong is corrected by what it said when it sent', () => {
  const at = (message: object, frame: object = {}) => signals({ type: 'track', event: 'x', ...message }, frame)[0]?.at;
  const said = '2026-11-22T05:00:00.000Z';
  expect(at({ timestamp: said }, { sentAt: '2026-11-22T05:00:10.000Z' })).toBe(NOW - 10_000);
  expect(at({ timestamp: said })).toBe(Date.parse(said));
  expect(at({ originalTimestamp: said, sentAt: said })).toBe(NOW);
  expect(at({ timestamp: said }, { sentAt: 'nonsense' })).toBe(Date.parse(said));
  expect(at({ timestamp: 'nonsense' })).toBe('nonsense');
  expect(at({ timestamp: '03.12.2026 19:00' }), 'nobody guesses').toBe('03.12.2026 19:00');
  expect(at({ timestamp: said }, { sentAt: '22.11.2026 05:00:10' })).toBe(Date.parse(said));
  expect(at({})).toBeUndefined();
});

test('what the context tells of device and position comes along', () => {
  const context = {
    device: { manufacturer: 'Apple', model: 'iPhone7,2', type: 'ios' },
    os: { name: 'iPhone OS', version: '8.1.3' },
    app: { name: 'Shop', version: '5.4' },
    network: { wifi: true, cellular: false },
    locale: 'de-AT',
    timezone: 'Europe/Vienna',
    location: { latitude: 48.2, longitude: 16.4, city: 'Wien' },
  };
  expect(signals({ type: 'track', event: 'x', context }).slice(1)).toEqual([
    {
      id: 'm-1.device',
      kind: 'device',
      customer: 'anna',
      value: {
        form: 'phone',
        model: 'iPhone7,2',
        os: 'ios',
        osVersion: '8.1.3',
        appVersion: '5.4',
        connection: 'wifi',
        locale: 'de-AT',
        zone: 'Europe/Vienna',
      },
    },
    { id: 'm-1.location', kind: 'location', customer: 'anna', value: { lat: 48.2, lon: 16.4 } },
  ]);
  expect(signals({ type: 'track', event: 'x', context: { library: { name: 'l' } } })).toHaveLength(1);
});
