import { beforeAll, expect, test } from 'vitest';
import type { Signal } from '../../sdk/protocol.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { keepMemory } from '../../triggers/state/memory.ts';
import { compileAtOnce, createCompiler } from '../definitions/compile.ts';
import type { Language, Live, StoredDocument } from '../definitions/contract.ts';
import { loadLanguage } from '../definitions/language.ts';
import type { TriggerExplanation } from './contract.ts';
import { explainCustomer } from './explain-customer.ts';

const NOW = Date.UTC(2026, 10, 22, 22, 30);
let language: Language;
let live: Live;

const trigger = (name: string, on: object, more: object = {}): StoredDocument => ({
  kind: 'trigger',
  name,
  source: name,
  version: 3,
  body: { name, on, message: { template: 'hello', purpose: 'service' }, ...more },
});

beforeAll(async () => {
  language = await loadLanguage();
  const point = { type: 'Point', coordinates: [13.4, 52.5] };
  const documents: StoredDocument[] = [
    {
      kind: 'workspace',
      name: 'workspace',
      source: 'w',
      version: 1,
      body: { purposes: { service: { marketing: false }, offers: {} } },
    },
    {
      kind: 'place',
      name: 'mitte',
      source: 'p',
      version: 1,
      body: { type: 'Feature', properties: { id: 'mitte', tags: ['store'], radiusMetres: 50 }, geometry: point },
    },
    {
      kind: 'template',
      name: 'hello',
      source: 't',
      version: 1,
      body: { name: 'hello', channels: { 'in-app': { title: 'a', body: 'b' } } },
    },
    trigger('enters', { enter: { places: { tag: 'store' } } }, { priority: 90 }),
    trigger('sure', { enter: { places: { tag: 'store' }, confirm: 3 } }, { priority: 80 }),
    trigger('new', { 'first-visit': { places: { tag: 'store' } } }, { priority: 80 }),
    trigger('dwells', { dwell: { places: { tag: 'store' }, for: '10m' } }),
    trigger('cart', { signal: 'cart' }, { when: { 'cart.value': { above: 10 } }, unknown: 'wait 5s' }),
    trigger('offer', { signal: 'cart' }, { message: { template: 'hello', purpose: 'offers' } }),
    trigger('silent', { inactivity: { for: '1h' } }),
    trigger('no-cart', { signal: 'cart' }, { when: { 'cart.value': { above: 10 } }, unknown: 'no' }),
  ];
  live = compileAtOnce(createCompiler({ ...language, zoneAt: () => 'UTC' }), documents);
});

const cart: Signal = { id: 's', kind: 'cart', customer: 'anna', at: NOW, value: {} };

function explained(state: Partial<CustomerState>, signal?: Signal, only?: string) {
  const explaining = {
    live,
    scope: language.vocabulary,
    world: {
      zoneAt: () => undefined,
      weatherAt: () => undefined,
      forecastAt: () => undefined,
      stockAt: () => undefined,
    },
    addressOf: () => 'c1',
    at: NOW,
  };
  return explainCustomer({ state: { ...emptyState('anna'), ...state }, signal }, explaining, only);
}
const one = (state: Partial<CustomerState>, signal: Signal | undefined, only: string): TriggerExplanation =>
  explained(state, signal, only).triggers[0]!;

test('without a signal and outside of every place nothing wakes, and it says what for it waits', () => {
  const { triggers, ...rest } = explained({});
  expect(rest).toEqual({ customer: 'anna', at: NOW, zone: 'UTC' });
  expect(triggers.map(({ trigger: name, says }) => [name, says])).toEqual([
    ['enters', 'would not wake: it waits for enter { places: { tag: store } }'],
    ['new', 'would not wake: it waits for first-visit { places: { tag: store } }'],
    ['sure', 'would not wake: it waits for enter { places: { tag: store }, confirm: 3 }'],
    ['cart', 'would not wake: it waits for signal cart'],
    ['dwells', 'would not wake: it waits for dwell { places: { tag: store }, for: 10m }'],
    ['no-cart', 'would not wake: it waits for signal cart'],
    ['offer', 'would not wake: it waits for signal cart'],
    ['silent', 'would not wake: it waits for inactivity { for: 1h }'],
  ]);
});

test('a place the customer is in counts as just entered', () => {
  const explanation = one({ inside: { mitte: { since: NOW } } }, undefined, 'enters');
  expect(explanation).toMatchObject({ version: 3, on: { isWoken: true, place: 'mitte' }, answer: 'yes' });
  expect(explanation.says).toContain('would match, and be put off by quiet-hours');
});

test('a dwell that is under way tells when its timer is due', () => {
  const timer = { dueAt: NOW + 60_000, trigger: 'dwells', key: 'mitte' };
  const state = { inside: { mitte: { since: NOW } }, timers: { 'dwells|mitte': timer } };
  expect(one(state, undefined, 'dwells')).toMatchObject({
    says: 'would not wake yet: its timer is due at 2026-11-22T22:31:00.000Z',
    on: { isWoken: false, place: 'mitte' },
  });
});

test('a waker that remembers something says what it waits for', () => {
  const state = emptyState('anna');
  keepMemory(live.matcher.triggers.get('silent')!, state, NOW - 60_000);
  expect(one(state, undefined, 'silent').says).toBe(
    'would not wake yet: last heard at 2026-11-22T22:29:00.000Z; it wakes after 1h of silence',
  );
});

test('an unknown value waits, or is a no, as the trigger says', () => {
  expect(one({}, cart, 'cart')).toMatchObject({
    answer: 'unknown',
    says: 'would not match now, so it would wait 5s: cart.value above 10 (is unknown)',
  });
  expect(one({}, cart, 'no-cart')).toMatchObject({
    answer: 'no',
    says: 'would not match: cart.value above 10 (is unknown)',
  });
});

test('every gate speaks, also after one that holds', () => {
  const { gates, says } = one({}, cart, 'offer');
  expect(gates.map(({ gate }) => gate)).toEqual(language.gates.map(({ name }) => name));
  expect(gates.filter(({ says }) => says !== 'pass').map(({ gate, says }) => [gate, says])).toEqual([
    ['consent', 'hold'],
    ['quiet-hours', 'defer'],
  ]);
  expect(says).toBe('would match, and be held back by consent: no consent to offers by in-app');
});

test('explaining changes nothing', () => {
  const state = { ...emptyState('anna'), inside: { mitte: { since: NOW } } };
  const before = structuredClone(state);
  explained(state, cart);
  expect(state).toEqual(before);
});

test('an entering that was confirmed, and a first visit, wake who asked for that; before, they sleep', () => {
  const since = NOW - 60_000;
  const woken = (state: Partial<CustomerState>, name: string) => one(state, undefined, name).on.isWoken;
  expect(woken({ inside: { mitte: { since } } }, 'sure'), 'nobody counts any more').toBe(true);
  expect(woken({ inside: { mitte: { since, seen: { fixes: 2, at: NOW } } } }, 'sure')).toBe(false);
  const visits = (count: number) => ({ mitte: { count, first: 1, begun: [1] } });
  expect(woken({ inside: { mitte: { since } }, visits: visits(1) }, 'new')).toBe(true);
  expect(woken({ inside: { mitte: { since } }, visits: visits(2) }, 'new')).toBe(false);
  expect(woken({ inside: { mitte: { since } } }, 'new')).toBe(false);
});
