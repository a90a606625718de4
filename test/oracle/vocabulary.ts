import { defineDerived } from '../../triggers/fields/contract.ts';
import type { Operator } from '../../triggers/operators/contract.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import { loadSignalKinds } from '../../triggers/vocabulary/signal-kinds.ts';
import { createVocabulary } from '../../triggers/vocabulary/vocabulary.ts';
import type { Waker } from '../../triggers/wakers/contract.ts';
import { wordsOf } from '../support/words-of.ts';
import { FIELDS } from './arbitraries.ts';

/** Two hours ahead of UTC, all year. */
export const AHEAD_MS = 2 * 3_600_000;
export const AHEAD_WORLD = {
  zone: 'Etc/GMT-2',
  zoneAt: () => undefined,
  weatherAt: () => undefined,
  forecastAt: () => undefined,
  stockAt: () => undefined,
};

/** The real operators and wakers over made-up fields that are read off the signal. */
export const vocabulary = createVocabulary({
  operators: await loadFolder<Operator>(new URL('../../triggers/operators/', import.meta.url)),
  wakers: await loadFolder<Waker>(new URL('../../triggers/wakers/', import.meta.url)),
  // Their values are fields of their own, which would stand in the way of the made-up ones.
  signals: new Map([...(await loadSignalKinds())].map(([name, kind]) => [name, { ...kind, keeps: {} }])),
  fields: new Map(
    Object.entries(FIELDS).map(([name, type]) => [
      name,
      {
        ...defineDerived({ name, ...wordsOf(name), type, read: ({ signal }) => signal?.value[name] }),
        kept: () => ({ key: name }),
      },
    ]),
  ),
});
