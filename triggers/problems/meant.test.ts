import { expect, test } from 'vitest';
import { createSignalMembers } from '../vocabulary/signal-members.ts';
import { loadVocabulary } from '../vocabulary/vocabulary.ts';
import { MEANT } from './meant.ts';

const { names, resolve, operators, wakers, signals } = await loadVocabulary();
const members = createSignalMembers(signals);

/** Words that stand in definitions and signals, but are no part of the vocabulary. */
const OTHERS = ['all', 'any', 'none', 'at', 'kind', 'customer', 'id', 'email', 'in-app'];

test('every word that is offered instead of another is one that Kairos has', () => {
  const words = new Set([...OTHERS, ...operators.keys(), ...wakers.keys(), ...signals.keys()]);
  const add = (name: string, values: unknown) => {
    for (const part of [...name.split('.'), ...(Array.isArray(values) ? values : [])]) words.add(part);
  };
  for (const name of names) add(name, resolve(name.replace('*', 'x'))?.field.values);
  for (const kind of signals.keys()) for (const [name, { values }] of members(kind) ?? []) add(name, values);
  expect([...MEANT.values()].flat().filter((word) => !words.has(word))).toEqual([]);
  expect(
    [...MEANT].filter(([, meant]) => meant.length === 0),
    'none offers nothing',
  ).toEqual([]);
});
