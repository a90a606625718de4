import { expect, test } from 'vitest';
import { findTriggers, listTriggers } from './listed-triggers.ts';

const trigger = (name: string, body: object = {}, author?: string) => ({
  kind: 'trigger',
  name,
  version: 1,
  body: { name, on: { signal: {} }, ...body },
  ...(author !== undefined && { author }),
});
const DOCUMENTS = [
  trigger('rain', { summary: 'A voucher in the rain' }, 'mara'),
  trigger('dry', { shadow: true }),
  { kind: 'template', name: 'rain', version: 1, body: {} },
];

test('a trigger is live, in a dry run, paused, or only a draft of mine', () => {
  const drafts = [
    { kind: 'trigger', name: 'new' },
    { kind: 'trigger', name: 'dry' },
    { kind: 'template', name: 'x' },
  ];
  const listed = listTriggers(DOCUMENTS, new Set(['trigger:rain', 'channel:email']), drafts);
  expect(listed.map(({ name, state, hasDraft, owner }) => [name, state, hasDraft, owner])).toEqual([
    ['new', 'draft', true, ''],
    ['rain', 'paused', false, 'mara'],
    ['dry', 'shadow', true, ''],
  ]);
  expect(listTriggers(DOCUMENTS, new Set(['all']), []).every(({ state }) => state === 'paused')).toBe(true);
});

test('it is found by all of the words, its state and its owner', () => {
  const listed = listTriggers(DOCUMENTS, new Set(), []);
  const names = (search: object) => findTriggers(listed, search).map(({ name }) => name);
  expect(names({ q: 'RAIN voucher' })).toEqual(['rain']);
  expect(names({ q: 'rain snow' })).toEqual([]);
  expect(names({ state: 'shadow' })).toEqual(['dry']);
  expect(names({ owner: 'mara' })).toEqual(['rain']);
  expect(names({})).toEqual(['rain', 'dry']);
});

test('no document makes the list fail', () => {
  expect(listTriggers([{ kind: 'trigger', name: 'odd', version: 1, body: 7 }], new Set(), [])).toMatchObject([
    { name: 'odd', state: 'live', summary: '' },
  ]);
});
