import { expect, test } from 'vitest';
import type { Moment, World } from '../contract.ts';
import type { Place } from '../places/contract.ts';
import { emptyState } from './empty-state.ts';
import { zoneOf } from './zone-of.ts';

const world: World = {
  zone: 'Europe/London',
  zoneAt: (_, lon) => (lon > 100 ? 'Asia/Tokyo' : undefined),
  weatherAt: () => undefined,
  forecastAt: () => undefined,
  stockAt: () => undefined,
};
const place = { id: 'p', zone: 'Europe/Rome' } as Place;

function moment(values: Record<string, { v: unknown; until?: number }>, where?: Place): Moment {
  const state = emptyState('c');
  for (const [name, value] of Object.entries(values)) state.values[name] = { at: 0, source: 'test', ...value };
  const signal = { id: 's', kind: 'event', customer: 'c', at: 1_000, value: {} };
  return { at: 1_000, origin: signal, signal, state, stimulus: { type: 'signal' }, place: where, world };
}

test('local time goes by the device, else the position, else the profile, else the place, else the workspace', () => {
  const tokyo = { 'location.lat': { v: 35 }, 'location.lon': { v: 139 } };
  const profile = { 'customer.zone': { v: 'America/Lima' } };
  expect(zoneOf(moment({ 'device.zone': { v: 'Asia/Dubai' }, ...tokyo, ...profile }, place))).toBe('Asia/Dubai');
  expect(zoneOf(moment({ ...tokyo, ...profile }, place))).toBe('Asia/Tokyo');
  expect(zoneOf(moment(profile, place))).toBe('America/Lima');
  expect(zoneOf(moment({}, place))).toBe('Europe/Rome');
  expect(zoneOf(moment({}))).toBe('Europe/London');
});

test('a stale or nonsensical zone is passed over', () => {
  expect(zoneOf(moment({ 'device.zone': { v: 'Asia/Dubai', until: 999 } }))).toBe('Europe/London');
  expect(zoneOf(moment({ 'device.zone': { v: 'Dubai time' }, 'customer.zone': { v: 5 } }, place))).toBe('Europe/Rome');
});
