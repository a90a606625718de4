import { expect, test } from 'vitest';
import type { Signal } from '../../sdk/protocol.ts';
import { BERLIN, createWilling, signalOf, THURSDAY_EVENING as T, workspaceWith } from '../../test/support/moments.ts';
import type { Matcher, Trigger } from '../contract.ts';
import { decide } from '../deciding/decide.ts';
import { buildPlacesIndex } from '../places/places-index.ts';
import { compileTrigger } from '../reading/compile-trigger.ts';
import { parseTrigger } from '../reading/definition.ts';
import type { CustomerState } from '../state/contract.ts';
import { loadVocabulary } from '../vocabulary/vocabulary.ts';
import { meetGoals } from './awaited.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const vocabulary = await loadVocabulary();
const ORDER = {
  signal: { kind: 'event', name: 'order', where: { total: { above: 10 } } },
  within: '2h',
  value: 'total',
};

function triggerOf(name: string, body: Readonly<Record<string, unknown>> = {}): Trigger {
  const message = { template: 't', purpose: 'offers' };
  const parsed = parseTrigger(name, { name, message, on: { signal: 'cart' }, goal: ORDER, ...body }, vocabulary);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return compileTrigger(parsed.definition, 1, vocabulary);
}

function inputsWith(triggers: readonly Trigger[], workspace = {}) {
  const matcher: Matcher = {
    triggers: new Map(triggers.map((trigger) => [trigger.definition.name, trigger])),
    match(moment, out) {
      for (const trigger of triggers) out.push({ trigger, moment, answer: true });
    },
    counts: { woken: new Map(), matched: new Map() },
  };
  const places = buildPlacesIndex([]);
  return {
    ...{ matcher, places, world: BERLIN, addressOf: () => 'c1' },
    workspace: workspaceWith({ messagesPerMoment: 5, ...workspace }),
  };
}

const SIGNAL = [{ type: 'signal' }] as const;
let signals = 0;
const at = (time: number, signal: Signal): Signal => ({ ...signal, id: `s${signals++}`, at: time });
const cart = (time: number) => at(time, signalOf('cart'));
const order = (time: number, total: unknown = 40) =>
  at(time, signalOf('event', { name: 'order', properties: { total } }));

function living(triggers: readonly Trigger[], workspace = {}) {
  const state: CustomerState = createWilling();
  const inputs = inputsWith(triggers, workspace);
  return {
    state,
    decide: (time: number) => decide(state, cart(time), SIGNAL, inputs),
    met: (signal: Signal) =>
      meetGoals(state, signal, inputs).map(({ trigger, group, goal, value, isFirst, isLast }) => ({
        ...{ trigger, group, goal, value, isFirst, isLast },
      })),
  };
}

test('a goal is met once by the first signal that fits, within its time, with its value', () => {
  const { decide, met, state } = living([triggerOf('walk-by')]);
  decide(T);
  expect(met(order(T + HOUR, 5))).toEqual([]);
  expect(met(cart(T + HOUR))).toEqual([]);
  expect(met(order(T + 2 * HOUR))).toEqual([
    { trigger: 'walk-by', group: 'message', goal: 'goal', value: 40, isFirst: true, isLast: true },
  ]);
  expect(met(order(T + 2 * HOUR))).toEqual([]);
  expect(state.awaited).toMatchObject([{ met: ['goal'] }]);
});

test('what came before the decision, or after its time, does not count; what comes late counts by its own time', () => {
  const { decide, met } = living([triggerOf('walk-by')]);
  decide(T);
  expect(met(order(T - 1))).toEqual([]);
  expect(met(order(T + 2 * HOUR + 1))).toEqual([]);
  expect(met(order(T + HOUR))).toHaveLength(1);
});

test('a value that is no number is none, and the goal is met all the same', () => {
  const { decide, met } = living([
    triggerOf('walk-by', { goal: { ...ORDER, signal: { kind: 'event', name: 'order' } } }),
  ]);
  decide(T);
  expect(met(order(T + 1, 'forty'))).toMatchObject([{ goal: 'goal', value: undefined }]);
});

test('the control groups and a dry run are watched as those who get the message are', () => {
  const groups = [
    [triggerOf('walk-by', { holdout: '100%' }), {}, 'control'],
    [triggerOf('walk-by', { shadow: true }), {}, 'shadow'],
    [triggerOf('walk-by'), { holdout: 1 }, 'workspace-control'],
  ] as const;
  for (const [trigger, workspace, group] of groups) {
    const { decide, met } = living([trigger], workspace);
    expect(decide(T)).toMatchObject([{ result: 'held-back', group }]);
    expect(met(order(T + 1))).toMatchObject([{ group, value: 40 }]);
  }
});

test('the control group of all triggers is not kept from what is no marketing', () => {
  const service = triggerOf('receipt', { message: { template: 't', purpose: 'service' } });
  expect(living([service], { holdout: 1 }).decide(T)).toMatchObject([{ result: 'send', group: 'message' }]);
});

test('what a more important message kept back stays in the group that it was drawn for; what was stopped before has none', () => {
  const low = triggerOf('low', { priority: 10 });
  const { decide } = living([low, triggerOf('high', { priority: 90 })], { messagesPerMoment: 1 });
  expect(decide(T)).toMatchObject([
    { result: 'send', group: 'message' },
    { result: 'held-back', gate: 'priority', group: 'message' },
  ]);
  const capped = living([low], { caps: [{ most: 1, withinMs: DAY }] });
  capped.decide(T);
  const [held] = capped.decide(T + 1);
  expect(held).toMatchObject({ gate: 'frequency-cap', isAlone: true });
  expect(held!.group).toBeUndefined();
});

test('one signal meets the goals of several decisions: it says which message was the first and the last before it', () => {
  const { decide, met } = living([triggerOf('walk-by'), triggerOf('control', { holdout: '100%' })]);
  decide(T);
  decide(T + 1);
  decide(T + 2);
  const found = met(order(T + 3));
  expect(found.filter(({ trigger }) => trigger === 'control')).toHaveLength(3);
  expect(found.filter(({ group }) => group === 'message').map(({ isFirst, isLast }) => [isFirst, isLast])).toEqual([
    [true, false],
    [false, false],
    [false, true],
  ]);
});

test('guard rails stand beside every goal', () => {
  const { decide, met } = living([triggerOf('walk-by')]);
  decide(T);
  const no = signalOf('consent', { channel: 'email', purpose: 'offers', granted: false });
  expect(met(at(T + DAY, no))).toMatchObject([{ goal: 'unsubscribed', group: 'message' }]);
  expect(met(at(T + DAY, signalOf('message', { delivery: 'x', state: 'complained' })))).toMatchObject([
    { goal: 'complained' },
  ]);
});

test('of several goals one is the primary one, and each is met by itself', () => {
  const visit = { name: 'visit', signal: 'cart', within: '1h' };
  const trigger = triggerOf('walk-by', { goal: [visit, { name: 'order', primary: true, ...ORDER }] });
  expect(trigger.definition.goals).toMatchObject([
    { name: 'visit', isPrimary: false },
    { name: 'order', isPrimary: true },
  ]);
  const { decide, met } = living([trigger]);
  decide(T);
  expect(met(cart(T + 1)).map(({ goal }) => goal)).toEqual(['visit']);
  expect(met(order(T + 1)).map(({ goal }) => goal)).toEqual(['order']);
});

test('what is remembered is bounded, and forgotten when its time is over', () => {
  const { decide, state, met } = living([triggerOf('walk-by')]);
  for (let i = 0; i < 40; i++) decide(T + i);
  expect(state.awaited).toHaveLength(32);
  expect(state.awaited!.map(({ at }) => at - T)).toEqual([0, ...Array.from({ length: 31 }, (_, i) => i + 9)]);
  state.lastAt = T + 30 * DAY;
  met(cart(T + 30 * DAY));
  expect(state.awaited).toBeUndefined();
});

const MINUTE = HOUR / 60;
const GROUPS = [
  ['message', {}, {}],
  ['control', { holdout: '100%' }, {}],
  ['workspace-control', {}, { holdout: 1 }],
] as const;

/** The decisions that drew a group, of a trigger that a cart sets off every minute for an hour; an order follows. */
function liveAnHour(body: Readonly<Record<string, unknown>>, workspace = {}, others: readonly Trigger[] = []) {
  const { decide, state } = living([triggerOf('chatty', body), ...others], workspace);
  const inputs = inputsWith([triggerOf('chatty', body), ...others], workspace);
  const drawn = [];
  for (let minute = 0; minute < 60; minute++) drawn.push(...decide(T + minute * MINUTE).filter(({ group }) => group));
  const met = meetGoals(state, order(T + 60 * MINUTE), inputs).filter(({ goal }) => goal === 'goal');
  return { drawn, met };
}

test.each(GROUPS)(
  'a customer of the group %s has as many decisions, and the first meets its goal',
  (_, body, workspace) => {
    const { drawn, met } = liveAnHour({ cooldown: '24h', ...body }, workspace);
    expect(drawn).toHaveLength(1);
    expect(met.map(({ decision }) => decision)).toEqual([drawn[0]!.candidate.id]);
  },
);

test.each(GROUPS)('of a trigger that never rests the first decision stays awaited: %s', (group, body, workspace) => {
  const { drawn, met } = liveAnHour(body, workspace);
  expect(drawn).toHaveLength(60);
  expect(met).toHaveLength(32);
  expect(met[0]).toMatchObject({ group, decision: drawn[0]!.candidate.id });
  expect(met.at(-1)).toMatchObject({ decision: drawn.at(-1)!.candidate.id });
});

test('a trigger that is set off often pushes out no goal of another', () => {
  const calm = triggerOf('calm', { cooldown: '30d' });
  const { met } = liveAnHour({ holdout: '100%' }, {}, [calm]);
  expect(met.filter(({ trigger }) => trigger === 'calm')).toHaveLength(1);
  expect(met.filter(({ trigger }) => trigger === 'chatty')).toHaveLength(31);
});

test('a control group does not rest after a match whose place a more important message takes', () => {
  const held = triggerOf('held', { cooldown: '24h', holdout: '100%', priority: 10 });
  const { decide } = living([held, triggerOf('high', { cooldown: '1h', priority: 90 })], { messagesPerMoment: 1 });
  const gates = (time: number) => decide(time).map((one) => ('gate' in one ? one.gate : one.result));
  expect(gates(T)).toEqual(['send', 'hold-out']);
  expect(gates(T + 1)).toEqual(['cooldown', 'hold-out']);
  expect(gates(T + 2)).toEqual(['cooldown', 'cooldown']);
});

test('where each of too many goals is the first of its trigger the newest is not awaited', () => {
  const triggers = Array.from({ length: 33 }, (_, i) => triggerOf(`t${i + 10}`));
  const { decide, state } = living(triggers, { holdout: 1 });
  decide(T);
  expect(state.awaited!.map(({ trigger }) => trigger)).toEqual(triggers.slice(0, 32).map((t) => t.definition.name));
});

test('a goal that cannot be read is refused where it stands', () => {
  const parse = (goal: unknown) => {
    const body = { name: 'a', on: { signal: 'cart' }, message: { template: 't', purpose: 'offers' }, goal };
    const parsed = parseTrigger('a', body, vocabulary);
    return 'problems' in parsed ? parsed.problems.map(({ path }) => path) : [];
  };
  expect(parse({ signal: 'cart' })).not.toEqual([]);
  expect(
    parse([
      { name: 'a', ...ORDER },
      { name: 'a', ...ORDER },
    ]),
  ).toEqual(['goal']);
  expect(parse([{ name: 'unsubscribed', ...ORDER }])).toEqual(['goal']);
  const wrong = { ...ORDER, signal: { kind: 'event', name: 'order', where: { total: { abov: 1 } } } };
  expect(parse(wrong)).toEqual([expect.stringMatching(/^goal\.signal\.where\.total/)]);
  expect(parse([{ name: 'a', ...wrong }])).toEqual([expect.stringMatching(/^goal\[0\]\.signal\.where\.total/)]);
});
