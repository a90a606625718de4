import { expect, test } from 'vitest';
import { momentWith, signalOf, THURSDAY_EVENING as T } from '../../../test/support/moments.ts';
import type { Match, Trigger } from '../../../triggers/contract.ts';
import { buildMatcher } from '../../../triggers/matcher.ts';
import { compileTrigger } from '../../../triggers/reading/compile-trigger.ts';
import { parseTrigger } from '../../../triggers/reading/definition.ts';
import { emptyState } from '../../../triggers/state/empty-state.ts';
import { loadVocabulary } from '../../../triggers/vocabulary/vocabulary.ts';
import { countWoken, createWokenTally } from './tally.ts';

const HOUR = 3_600_000;
const vocabulary = await loadVocabulary();

function triggerOf(name: string, body: Readonly<Record<string, unknown>>): Trigger {
  const message = { template: 't', purpose: 'offers' };
  const parsed = parseTrigger(name, { name, message, ...body }, vocabulary);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return compileTrigger(parsed.definition, 1, vocabulary);
}

const dear = triggerOf('dear', {
  on: { signal: 'cart' },
  when: { all: [{ 'cart.value': { above: 50 } }, { 'device.form': 'phone' }] },
});

function counting(triggers: readonly Trigger[]) {
  const clock = { at: T };
  const tally = createWokenTally('r1', () => clock.at);
  const matcher = countWoken(buildMatcher(triggers, new Map()), tally);
  const out: Match[] = [];
  const cart = (worth: number | undefined, form?: string) => {
    const state = emptyState('c1');
    if (worth !== undefined) state.values['cart.value'] = { v: worth, at: T, source: 'cart' };
    if (form) state.values['device.form'] = { v: form, at: T, source: 'device' };
    const workspaceView = { missed: tally.miss } as never;
    matcher.match(momentWith(state, { signal: signalOf('cart', { stage: 'payment' }), workspaceView }), out);
  };
  const told = () =>
    tally.takeChanged().map(({ wokenTrigger, condition, answer, count }) => [wokenTrigger, condition, answer, count]);
  return { clock, cart, told, out };
}

test('counts what woke a trigger, and the condition that said no or unknown; a plain no comes before an unknown', () => {
  const { cart, told, out } = counting([dear]);
  cart(60, 'phone');
  cart(10);
  cart(60);
  cart(undefined, 'desktop');
  cart(undefined, 'phone');
  expect(out).toHaveLength(1);
  expect(told()).toEqual([
    ['dear', '', '', 5],
    ['dear', 'cart.value', 'no', 1],
    ['dear', 'device.form', 'unknown', 1],
    ['dear', 'device.form', 'no', 1],
    ['dear', 'cart.value', 'unknown', 1],
  ]);
});

test('tells an hour’s counts so far, and only those that changed; a new hour begins anew', () => {
  const { clock, cart, told } = counting([dear]);
  cart(10);
  cart(10);
  expect(told()).toEqual([
    ['dear', '', '', 2],
    ['dear', 'cart.value', 'no', 2],
  ]);
  expect(told()).toEqual([]);
  cart(60);
  clock.at = T + HOUR;
  cart(10);
  expect(told()).toEqual([
    ['dear', '', '', 3],
    ['dear', 'device.form', 'unknown', 1],
    ['dear', '', '', 1],
    ['dear', 'cart.value', 'no', 1],
  ]);
});

test('a trigger whose waker looks into the signal is woken where that fits, and counts once', () => {
  const paying = triggerOf('paying', {
    on: { signal: { kind: 'cart', where: { stage: 'payment' } } },
    when: { all: [{ 'cart.value': { above: 50 } }] },
  });
  const other = triggerOf('other', { on: { signal: { kind: 'cart', where: { stage: 'address' } } } });
  const { cart, told } = counting([paying, other]);
  cart(60);
  cart(10);
  expect(told()).toEqual([
    ['paying', '', '', 2],
    ['paying', 'cart.value', 'no', 1],
  ]);
});

test('beyond the budget an answer stands for the moments since the trigger was asked last, so sums stay those of moments', () => {
  const { clock, cart, told } = counting([dear]);
  for (let i = 0; i < 5_000; i++) cart(10);
  clock.at = T + 1_000;
  cart(60);
  const counts = told();
  expect(counts[0]).toEqual(['dear', '', '', 5_001]);
  expect(counts.slice(1)).toEqual([
    ['dear', 'cart.value', 'no', 2_000],
    ['dear', 'device.form', 'unknown', 3_001],
  ]);
});

test('tells as many counts as it is asked for, each in its turn; those of the hour before first', () => {
  const others = ['first', 'second', 'third'].map((name) =>
    triggerOf(name, { on: { signal: 'cart' }, when: { 'cart.value': { above: 50 } } }),
  );
  const clock = { at: T };
  const tally = createWokenTally('r1', () => clock.at);
  const matcher = countWoken(buildMatcher(others, new Map()), tally);
  const cart = () => {
    const state = emptyState('c1');
    state.values['cart.value'] = { v: 60, at: T, source: 'cart' };
    matcher.match(momentWith(state, { signal: signalOf('cart', { stage: 'payment' }) }), []);
  };
  const told = (most: number) => tally.takeChanged(most).map(({ wokenTrigger, count }) => `${wokenTrigger} ${count}`);
  cart();
  expect(told(2)).toEqual(['first 1', 'second 1']);
  cart();
  expect(told(2)).toEqual(['third 2', 'first 2']);
  expect(told(2)).toEqual(['second 2']);
  expect(told(2)).toEqual([]);
  cart();
  clock.at = T + HOUR;
  cart();
  expect(told(4)).toEqual(['second 3', 'third 3', 'first 3', 'first 1']);
  expect(told(4)).toEqual(['second 1', 'third 1']);
});
