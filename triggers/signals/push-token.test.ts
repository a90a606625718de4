import { expect, test } from 'vitest';
import { emptyState } from '../state/empty-state.ts';
import kind from './push-token.ts';

/** The devices of a customer after these signals, one a second. */
const devicesAfter = (...values: readonly object[]) => {
  const state = emptyState('c1');
  values.forEach((value, i) => {
    const at = (value as { at?: number }).at ?? i;
    kind.effect(state, { id: `s${i}`, kind: 'push-token', customer: 'c1', at, value: value as never });
  });
  return Object.values(state.values).map(({ v }) => v);
};
const fcm = (token: string, more = {}) => ({ service: 'fcm', token, ...more });

test('a customer has several devices, and one that is said again is the same', () => {
  expect(devicesAfter(fcm('a'), { service: 'apns', token: 'b' }, fcm('a'))).toEqual(['apns:b', 'fcm:a']);
});

test('a new token of a device takes the place of the old one', () => {
  const deviceId = 'p-1';
  expect(devicesAfter(fcm('old', { deviceId }), fcm('other'), fcm('new', { deviceId }))).toEqual([
    'fcm:new',
    'fcm:other',
  ]);
  expect(devicesAfter(fcm('nameless'), fcm('nameless', { deviceId }))).toEqual(['fcm:nameless']);
});

test('a device that is gone is gone at once, by its token alone', () => {
  const deviceId = 'p-1';
  expect(devicesAfter(fcm('a', { deviceId }), fcm('b'), fcm('a', { removed: true }))).toEqual(['fcm:b']);
});

test('what is older than what is known changes nothing', () => {
  const deviceId = 'p-1';
  expect(devicesAfter(fcm('new', { deviceId, at: 9 }), fcm('old', { deviceId, at: 5 }))).toEqual(['fcm:new']);
  expect(devicesAfter(fcm('a', { at: 9 }), fcm('a', { removed: true, at: 5 }))).toEqual(['fcm:a']);
});

test('ten devices are kept: those that were said last', () => {
  const devices = devicesAfter(...Array.from({ length: 14 }, (_, i) => fcm(`t-${i}`)));
  expect(devices).toEqual(Array.from({ length: 10 }, (_, i) => `fcm:t-${i + 4}`));
});
