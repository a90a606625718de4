import { expect, test } from 'vitest';
import { stepsDone } from './steps.ts';

const nothing = { documents: undefined, signals: undefined, funnel: undefined, hasAskedWhy: false };

test('nothing is done before the engine has seen it', () => {
  expect([...stepsDone(nothing)]).toEqual([]);
  expect([...stepsDone({ ...nothing, documents: [], signals: { rows: [], of: 0 } })]).toEqual([]);
});

test('each step is read off what is there', () => {
  const documents = [
    { kind: 'place', name: 'haus', version: 1, body: {} },
    { kind: 'trigger', name: 'rainy', version: 1, body: {} },
  ];
  expect([
    ...stepsDone({
      documents,
      signals: { rows: [{ kind: 'location', count: '3' }], of: 1 },
      funnel: { rows: [{ trigger: 'rainy', sent: 1 }], of: 1 },
      hasAskedWhy: true,
    }),
  ]).toEqual(['signal', 'place', 'trigger', 'message', 'reason']);
  const unsent = { rows: [{ trigger: 'rainy', sent: '0' }], of: 1 };
  expect(stepsDone({ ...nothing, funnel: unsent }).has('message')).toBe(false);
});
