import { expect, test } from 'vitest';
import { eventTrigger, NOTE, squareStore, workspaceBody } from '../../test/support/workspace.ts';
import { compileDocuments } from '../definitions/compile-documents.ts';
import type { Awaited, NearSignal } from './contract.ts';
import { findLastNear } from './last-near.ts';

const NEAR: NearSignal = { signal: 's-1', at: 5, what: 'enter alex' };
const STORE = { tag: 'store' };

/** What is asked of the stored past for a trigger with this waker. */
async function askedFor(on: object, found?: NearSignal) {
  const { live } = await compileDocuments([
    workspaceBody('smtp://127.0.0.1:1'),
    NOTE,
    squareStore('alex', 52.52, 13.41),
    squareStore('zoo', 52.51, 13.34),
    squareStore('park', 52.5, 13.3, 40, { tags: ['green'] }),
    eventTrigger('t', 'x', { on }),
  ]);
  const asked: { ids: readonly string[]; awaited: Awaited }[] = [];
  const near = async (ids: readonly string[], awaited: Awaited) => {
    asked.push({ ids, awaited });
    return found;
  };
  const answer = await findLastNear(live.matcher.triggers.get('t')!, ['hanna', 'device-1'], live, { near });
  expect(asked.map(({ ids }) => ids)).toEqual([['hanna', 'device-1']]);
  const { kinds, events, moves } = asked[0]!.awaited;
  return { answer, kinds, events, moves: [...moves].sort() };
}

test.each<[string, object, Partial<Record<'kinds' | 'events' | 'moves', readonly string[]>>]>([
  ['a place by its id', { enter: { places: { id: 'park' } } }, { moves: ['enter park'] }],
  ['every place with a tag', { enter: { places: STORE } }, { moves: ['enter alex', 'enter zoo'] }],
  ['any place', { exit: { places: 'any' } }, { moves: ['exit alex', 'exit park', 'exit zoo'] }],
  [
    'a stay, which begins with an entering and ends with a leaving',
    { dwell: { places: STORE, for: '10m' } },
    { moves: ['enter alex', 'enter zoo', 'exit alex', 'exit zoo'] },
  ],
  ['an event by its name', { signal: { kind: 'event', name: 'Order Completed' } }, { events: ['Order Completed'] }],
  ['a kind of signal', { signal: 'cart' }, { kinds: ['cart'] }],
])('a trigger that waits for %s was last near at such a signal', async (_, on, awaited) => {
  const { answer, ...asked } = await askedFor(on, NEAR);
  expect(answer).toEqual(NEAR);
  for (const key of ['kinds', 'events', 'moves'] as const) {
    if (awaited[key]) expect(asked[key]).toEqual(awaited[key]);
  }
});

test('a leaving is not taken for an entering', async () => {
  expect((await askedFor({ exit: { places: STORE } })).moves).toEqual(['exit alex', 'exit zoo']);
});

test('where nothing of it is stored there is none', async () => {
  expect((await askedFor({ signal: 'cart' })).answer).toBeNull();
});
