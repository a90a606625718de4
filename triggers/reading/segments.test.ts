import { describe, expect, test } from 'vitest';
import { momentWith, THURSDAY_EVENING as T, workspaceWith } from '../../test/support/moments.ts';
import { InvalidDefinitions } from '../contract.ts';
import { emptyState } from '../state/empty-state.ts';
import { loadVocabulary } from '../vocabulary/vocabulary.ts';
import { parseTrigger } from './definition.ts';
import { compileSegments, withSegments } from './segments.ts';

const vocabulary = await loadVocabulary();

function compiled(segments: Readonly<Record<string, unknown>>) {
  return compileSegments('workspace.yaml', segments, withSegments(vocabulary, Object.keys(segments)), {
    channels: new Set(['email']),
  });
}

function problemsOf(segments: Readonly<Record<string, unknown>>): readonly string[] {
  try {
    compiled(segments);
  } catch (error) {
    if (error instanceof InvalidDefinitions) return error.problems.map(({ path, expected }) => `${path}: ${expected}`);
    throw error;
  }
  return [];
}

describe('a segment', () => {
  const segments = compiled({
    gold: { 'customer.plan': 'gold' },
    loyal: { any: [{ 'segment.gold': true }, { 'customer.years': { 'at-least': 5 } }] },
    strangers: { none: [{ 'segment.loyal': true }] },
  });
  const ask = (name: string, traits: Readonly<Record<string, unknown>>) => {
    const state = emptyState('c1');
    for (const [trait, v] of Object.entries(traits)) state.values[`customer.${trait}`] = { v, at: T, source: 'test' };
    const workspaceView = { workspace: workspaceWith(), segments, addressOf: () => 'c1' };
    return vocabulary.resolve(`segment.${name}`)?.read(momentWith(state, { workspaceView }));
  };

  test('is those who meet its conditions, by way of other segments too', () => {
    expect(ask('gold', { plan: 'gold' })).toBe(true);
    expect(ask('loyal', { plan: 'gold' })).toBe(true);
    expect(ask('loyal', { plan: 'basic', years: 5 })).toBe(true);
    expect(ask('strangers', { plan: 'basic', years: 1 })).toBe(true);
  });

  test('is unknown where its conditions are', () => {
    expect(ask('gold', {})).toBeUndefined();
    expect(ask('strangers', { plan: 'basic' })).toBeUndefined();
    expect(ask('strangers', { plan: 'gold' })).toBe(false);
    expect(vocabulary.resolve('segment.gold')?.read(momentWith(emptyState('c1')))).toBeUndefined();
  });

  test('remembers what its conditions need', () => {
    const regulars = compiled({ regulars: { events: { did: { event: 'Visit', within: '30d', times: 3 } } } });
    expect(regulars.get('regulars')?.tracks).toMatchObject([{ kept: { key: 'events' } }]);
  });
});

test('a segment that is made of itself is refused, with the way', () => {
  expect(
    problemsOf({ a: { 'segment.b': true }, b: { none: [{ 'segment.a': true }] }, c: { 'segment.a': true } }),
  ).toEqual([
    'segments.a: a segment that is not made of itself: a → b → a',
    'segments.b: a segment that is not made of itself: b → a → b',
  ]);
});

test('every problem in a segment has its path', () => {
  expect(
    problemsOf({
      a: { 'custmer.plan': 'gold' },
      b: { 'cart.stage': { 'changed-to': 'payment' } },
      c: { 'segment.bb': true },
      d: null,
      e: { messages: { received: { within: '1d', channel: 'e-mail' } } },
    }),
  ).toEqual([
    expect.stringMatching(/^segments\.a\.custmer\.plan: a field; the nearest/),
    expect.stringMatching(/^segments\.b: a condition that lasts/),
    expect.stringMatching(/^segments\.c\.segment\.bb: a field; the nearest to 'segment\.bb' is 'segment\.b'/),
    'segments.d: at least one condition',
    expect.stringMatching(/^segments\.e\.messages\.received\.channel: a channel of the workspace; the nearest/),
  ]);
});

test('a trigger that asks for a segment that is not there is refused with the nearest', () => {
  const spoken = withSegments(vocabulary, ['regulars']);
  const trigger = {
    name: 't',
    on: { signal: 'cart' },
    when: { 'segment.regular': true },
    message: { template: 't', purpose: 'offers' },
  };
  expect(parseTrigger('t.yaml', trigger, spoken)).toMatchObject({
    problems: [{ path: 'when.segment.regular', expected: expect.stringContaining("'segment.regulars'") }],
  });
});
