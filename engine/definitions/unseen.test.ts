import { expect, test } from 'vitest';
import { compileTrigger } from '../../triggers/reading/compile-trigger.ts';
import { parseTrigger } from '../../triggers/reading/definition.ts';
import { loadVocabulary } from '../../triggers/vocabulary/vocabulary.ts';
import { findUnseen } from './unseen.ts';

const vocabulary = await loadVocabulary();
const SEEN = [
  { name: 'order', events: 60, properties: ['total', 'items'] },
  { name: 'rare', events: 3, properties: [] },
];

function tell(goal: unknown): readonly string[] {
  const body = { name: 'a', on: { signal: 'cart' }, message: { template: 't', purpose: 'offers' }, goal };
  const parsed = parseTrigger('a', body, vocabulary);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  const triggers = new Map([['a', compileTrigger(parsed.definition, 1, vocabulary)]]);
  const documents = [{ kind: 'trigger', name: 'a', source: 'a.yaml', body }] as const;
  return findUnseen(documents, { matcher: { triggers } }, { vocabulary }, SEEN).map(
    ({ path, expected }) => `${path}: ${expected}`,
  );
}
const order = (where: object, value?: string) => ({
  ...{ signal: { kind: 'event', name: 'order', where }, within: '1h' },
  ...(value !== undefined && { value }),
});

test('what a goal asks of an event that never had it is told where it stands, as of a condition', () => {
  expect(tell(order({ total: { above: 5 } }, 'total'))).toEqual([]);
  expect(tell(order({ colour: 'red', total: { above: 5 } }, 'worth'))).toEqual([
    "goal.signal.where.colour: a property that events carry: no 'order' of late had colour",
    "goal.value: a property that events carry: no 'order' of late had worth",
  ]);
  expect(
    tell([
      { name: 'visit', signal: 'cart', within: '1h' },
      { name: 'red', ...order({ colour: 'red' }) },
    ]),
  ).toEqual(["goal[1].signal.where.colour: a property that events carry: no 'order' of late had colour"]);
});

test('an event that never came is told, and one that came seldom says nothing of its properties', () => {
  const signal = (name: string) => ({ kind: 'event', name, where: { colour: 'red' } });
  expect(tell({ signal: signal('odrer'), within: '1h' })).toEqual([
    "goal.signal: an event that comes: none of the last 63 was 'odrer', so this goal is never met",
  ]);
  expect(tell({ signal: signal('rare'), within: '1h' })).toEqual([]);
});
