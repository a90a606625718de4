import { expect, test } from 'vitest';
import { triggerNamed } from '../../test/support/moments.ts';
import type { FollowedOutcomes, Trigger } from '../contract.ts';
import { problemsInNetwork } from './network.ts';

interface Edge {
  readonly of: string;
  readonly is?: readonly string[];
  readonly wakes?: boolean;
}

/** A trigger that goes by others. */
function follower(name: string, edges: readonly Edge[], cooldownMs = 0): Trigger {
  const follows: FollowedOutcomes[] = edges.map(({ of, is = ['sent'], wakes = true }) => ({
    trigger: of,
    states: is,
    wakes,
  }));
  return { ...triggerNamed(name, { on: { waker: 'outcome', args: {} }, cooldownMs }), waker: { listens: [], follows } };
}

function problems(...triggers: readonly Trigger[]): readonly string[] {
  const written = triggers.map((trigger) => {
    const { name } = trigger.definition;
    return [name, { source: `${name}.yaml`, trigger }] as const;
  });
  return problemsInNetwork(new Map(written)).map(({ source, path, expected }) => `${source} ${path}: ${expected}`);
}

test('a trigger that is not there is named with the nearest', () => {
  expect(problems(follower('a', []), follower('welcome', []), follower('b', [{ of: 'welcom' }]))).toEqual([
    "b.yaml on.outcome: a trigger to follow; the nearest to 'welcom' is 'welcome'",
  ]);
});

test('a loop is named with its path, also one of a single trigger', () => {
  expect(problems(follower('a', [{ of: 'a' }]))).toEqual([
    'a.yaml on.outcome: no loop without a cooldown in it: a → a',
  ]);
  expect(problems(follower('a', [{ of: 'c' }]), follower('b', [{ of: 'a' }]), follower('c', [{ of: 'b' }]))).toEqual([
    'a.yaml on.outcome: no loop without a cooldown in it: a → b → c → a',
  ]);
});

test('a network without a loop is as wide as it likes', () => {
  const many = Array.from({ length: 20_000 }, (_, i) =>
    follower(`t${i}`, i === 0 ? [] : [{ of: `t${i - 1}` }, { of: `t${i >> 1}` }]),
  );
  expect(problems(...many)).toEqual([]);
});

test('a cooldown of one of its triggers breaks a loop', () => {
  const [a, c] = [follower('a', [{ of: 'c' }]), follower('c', [{ of: 'b' }])];
  expect(problems(a, follower('b', [{ of: 'a' }], 60_000), c)).toEqual([]);
});

test('but not where the next one goes by what never left: that gives its place in the cooldown back', () => {
  const b = follower('b', [{ of: 'a' }]);
  for (const state of ['held-back', 'expired', 'failed']) {
    expect(
      problems(follower('a', [{ of: 'b', is: ['sent'] }], 60_000), follower('b', [{ of: 'a', is: [state] }])),
    ).toEqual(['a.yaml on.outcome: no loop without a cooldown in it: a → b → a']);
  }
  expect(problems(follower('a', [{ of: 'b', is: ['failed'] }], 60_000), b)).toEqual([]);
});

test('what can only keep a trigger asleep is no way round', () => {
  expect(problems(follower('a', [{ of: 'b', wakes: false }]), follower('b', [{ of: 'a' }]))).toEqual([]);
});

test('whoever goes by the messages of all goes by its own, unless only the customer brings them about', () => {
  expect(problems(follower('a', [{ of: '*', is: ['sent', 'opened'] }]))).toEqual([
    'a.yaml on.outcome: no loop without a cooldown in it: a → a',
  ]);
  expect(problems(follower('a', [{ of: '*', is: ['opened', 'clicked'] }]))).toEqual([]);
  expect(problems(follower('a', [{ of: '*', is: ['sent'] }], 60_000))).toEqual([]);
  expect(problems(follower('a', [{ of: '*', is: ['sent', 'failed'] }], 60_000))).toHaveLength(1);
});

test('each of several loops is named', () => {
  const found = problems(
    follower('a', [{ of: 'b' }]),
    follower('b', [{ of: 'a' }]),
    follower('x', [{ of: 'y' }, { of: 'a' }]),
    follower('y', [{ of: 'x' }]),
  );
  expect(found).toHaveLength(2);
});
