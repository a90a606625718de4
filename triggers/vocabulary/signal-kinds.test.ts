import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import * as z from 'zod';
import type { Signal } from '../../sdk/protocol.ts';
import type { SignalKind } from '../signals/contract.ts';
import type { CustomerState } from '../state/contract.ts';
import { emptyState } from '../state/empty-state.ts';
import { loadSignalKinds } from './signal-kinds.ts';

const kinds = await loadSignalKinds();

test.each([...kinds.values()])(
  '$name takes and refuses what its examples say, as a compiled JSON Schema and in zod',
  (kind) => {
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(z.toJSONSchema(kind.value));
    expect(new Set(kind.examples.map((e) => e.ok)).size).toBe(2);
    for (const { value, ok } of kind.examples) {
      expect([JSON.stringify(value), validate(value)]).toEqual([JSON.stringify(value), ok]);
      expect(kind.value.safeParse(value).success).toBe(ok);
    }
    for (const junk of [undefined, null, [], 'x', 7]) expect(validate(junk)).toBe(false);
  },
);

test('a signal with more than its limits is refused', () => {
  const validate = (name: string) => new Ajv2020().compile(z.toJSONSchema(kinds.get(name)!.value));
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`t${i}`, i]));
  expect(validate('identify')({ traits: many(200) })).toBe(true);
  expect(validate('identify')({ traits: many(201) })).toBe(false);
  expect(validate('event')({ name: 'x', properties: many(501) })).toBe(false);
});

test.each([...kinds.values()])('what $name keeps is named, described and lasts for a time', (kind) => {
  for (const [field, kept] of Object.entries(kind.keeps)) {
    expect(field).toMatch(/^[a-z]+\.[a-z][A-Za-z]*$/);
    expect(kept.summary).not.toBe('');
    expect(kept.staysTrueMs).toBeGreaterThan(0);
    expect(kept.from({})).toBeUndefined();
  }
});

/** Takes signals in the order given: newest wins per value, then the kind's effect. */
function take(state: CustomerState, kind: SignalKind, ...signals: (readonly [at: number, value: Signal['value']])[]) {
  for (const [at, value] of signals) {
    for (const [field, kept] of Object.entries(kind.keeps)) {
      const v = kept.from(value);
      if (v !== undefined && (state.values[field]?.at ?? 0) <= at) state.values[field] = { v, at, source: kind.name };
    }
    kind.effect?.(state, { id: `s${at}`, kind: kind.name, customer: state.id, at, value });
  }
  return state;
}

const valuesOf = (state: CustomerState) => Object.fromEntries(Object.entries(state.values).map(([k, { v }]) => [k, v]));

test('the accuracy of an earlier fix does not stand beside a later position', () => {
  const location = kinds.get('location')!;
  const state = take(emptyState('c'), location, [10, { lat: 1, lon: 2, accuracyMetres: 5, source: 'gps' }]);
  expect(valuesOf(state)).toMatchObject({ 'location.accuracyMetres': 5, 'location.source': 'gps' });
  take(state, location, [20, { lat: 3, lon: 4, source: 'wifi' }]);
  expect(valuesOf(state)).toEqual({ 'location.lat': 3, 'location.lon': 4, 'location.source': 'wifi' });
  take(state, location, [15, { lat: 8, lon: 8, accuracyMetres: 5 }]);
  expect(valuesOf(state)).toEqual({ 'location.lat': 3, 'location.lon': 4, 'location.source': 'wifi' });
});

test('a phone that says -1 for its speed does not know it', () => {
  const state = take(emptyState('c'), kinds.get('location')!, [
    10,
    { lat: 1, lon: 2, speedMetresPerSecond: -1, headingDegrees: -1 },
  ]);
  expect(valuesOf(state)).toEqual({ 'location.lat': 1, 'location.lon': 2 });
});

test('a device says one part at a time', () => {
  const state = take(
    emptyState('c'),
    kinds.get('device')!,
    [10, { form: 'phone', battery: 80 }],
    [20, { battery: 15 }],
  );
  expect(valuesOf(state)).toEqual({ 'device.form': 'phone', 'device.battery': 15 });
});

test('a cart is whole: what the new one does not say is gone', () => {
  const cart = kinds.get('cart')!;
  const items = [
    { sku: 'a', price: 19.99, quantity: 3 },
    { sku: 'b', price: 0.1 },
  ];
  const state = take(emptyState('c'), cart, [10, { id: 'k', items, currency: 'EUR', stage: 'payment' }]);
  expect(valuesOf(state)).toMatchObject({ 'cart.value': 60.07, 'cart.itemCount': 4, 'cart.stage': 'payment' });
  take(state, cart, [20, { id: 'k', items: [] }]);
  expect(valuesOf(state)).toEqual({ 'cart.id': 'k', 'cart.items': [], 'cart.itemCount': 0, 'cart.value': 0 });
  take(state, cart, [30, { id: 'k', items: [{ sku: 'a' }] }]);
  expect(valuesOf(state)['cart.value']).toBeUndefined();
});

test('identify writes traits, the newest of each, and says who is merged', () => {
  const identify = kinds.get('identify')!;
  const state = take(
    emptyState('c'),
    identify,
    [20, { traits: { name: 'Eva', city: 'Graz' } }],
    [10, { traits: { name: 'E' } }],
  );
  take(state, identify, [30, { traits: { city: null } }]);
  expect(state.identified).toBe(true);
  expect(valuesOf(state)).toEqual({ 'customer.name': 'Eva', 'customer.city': null });
  expect(identify.merges?.({ anonymousId: 'a-1' })).toBe('a-1');
  expect(identify.merges?.({})).toBeUndefined();
  expect(kinds.get('alias')!.merges?.({ previousId: 'a-1' })).toBe('a-1');
});

test('traits are bounded in number and size, the oldest go first', () => {
  const identify = kinds.get('identify')!;
  const state = emptyState('c');
  for (let i = 1; i <= 300; i++) take(state, identify, [i, { traits: { [`t${i}`]: i } }]);
  expect(Object.keys(state.values)).toHaveLength(256);
  expect(state.values['customer.t44']).toBeUndefined();
  expect(state.values['customer.t45']).toBeDefined();
  take(state, identify, [400, { traits: { big: 'x'.repeat(65_000) } }]);
  expect(state.values['customer.big']).toBeDefined();
  expect(Object.keys(state.values).length).toBeLessThan(60);
});

test('the newest consent stands, and of two at the same time the no', () => {
  const consent = kinds.get('consent')!;
  const yes = { channel: 'email', purpose: 'offers', granted: true };
  const no = { ...yes, granted: false, source: 'unsubscribe' };
  const granted = (...signals: (readonly [number, Signal['value']])[]) =>
    take(emptyState('c'), consent, ...signals).consents['email:offers']?.granted;
  expect(granted([10, yes])).toBe(true);
  expect(granted([10, yes], [20, no])).toBe(false);
  expect(granted([20, no], [10, yes])).toBe(false);
  expect(granted([10, yes], [10, no])).toBe(false);
  expect(granted([10, no], [10, yes])).toBe(false);
  expect(granted([10, no], [20, yes])).toBe(true);
});

test('consents are bounded and a no outlives a yes', () => {
  const consent = kinds.get('consent')!;
  const state = take(emptyState('c'), consent, [1, { channel: 'email', purpose: 'offers', granted: false }]);
  for (let i = 2; i < 700; i++) take(state, consent, [i, { channel: 'email', purpose: `p-${i}`, granted: true }]);
  expect(Object.keys(state.consents)).toHaveLength(512);
  expect(state.consents['email:offers']?.granted).toBe(false);
});

test('a hard bounce suppresses its address, a complaint the channel, a soft bounce nothing', () => {
  const message = kinds.get('message')!;
  const suppressed = (value: Signal['value']) => take(emptyState('c'), message, [10, value]).suppressed;
  expect(suppressed({ delivery: 'd', state: 'bounced', channel: 'email', hard: true, reason: '550' })).toEqual({
    email: { reason: 'bounced: 550', at: 10 },
  });
  const address = 'Ann@Exmaple.org';
  expect(suppressed({ state: 'bounced', channel: 'email', hard: true, address, reason: '550' })).toEqual({
    'email:ann@exmaple.org': { reason: 'bounced: 550', at: 10 },
  });
  expect(suppressed({ delivery: 'd', state: 'complained', channel: 'email', address })).toEqual({
    email: { reason: 'complained', at: 10 },
  });
  expect(suppressed({ delivery: 'd', state: 'bounced', channel: 'email', reason: '452 full' })).toEqual({});
});

test('a message that never left gives back its place in caps and cooldown', () => {
  const reservation = { at: 5, trigger: 't', channel: 'email', purpose: 'offers' };
  const after = (value: Signal['value']) => {
    const state = emptyState('c');
    state.reservations = [
      { ...reservation, id: 'd0', at: 3 },
      { ...reservation, id: 'd1' },
    ];
    state.fired = { t: 5 };
    const { reservations, fired } = take(state, kinds.get('message')!, [10, value]);
    return [reservations.map((r) => r.id), fired.t];
  };
  expect(after({ delivery: 'd1', state: 'failed' })).toEqual([['d0'], 3]);
  expect(after({ delivery: 'd1', state: 'expired' })).toEqual([['d0'], 3]);
  expect(after({ delivery: 'd1', state: 'held-back' })).toEqual([['d0'], 3]);
  expect(after({ delivery: 'd1', state: 'delivered' })).toEqual([['d0', 'd1'], 5]);
  expect(after({ delivery: 'other', state: 'failed' })).toEqual([['d0', 'd1'], 5]);
});

test('what a machine opened was not opened by the customer', () => {
  const opened = kinds.get('message')!.keeps['message.lastOpened']!;
  expect(opened.from({ delivery: 'd', state: 'opened' })).toBe('d');
  expect(opened.from({ delivery: 'd', state: 'opened', machine: true })).toBeUndefined();
  expect(opened.from({ delivery: 'd', state: 'clicked' })).toBeUndefined();
});
