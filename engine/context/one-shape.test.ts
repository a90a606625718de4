import { setFlagsFromString } from 'node:v8';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import { createAdvance } from '../../triggers/hearing/advance.ts';
import { pointTo } from '../../triggers/hearing/merge.ts';
import { forget, movementOf } from '../../triggers/places/movement.ts';
import { buildPlacesIndex } from '../../triggers/places/places-index.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { noteFired } from '../../triggers/state/reservations.ts';
import { liftBlock, suppress } from '../../triggers/state/suppressed.ts';
import { loadSignalKinds } from '../../triggers/vocabulary/signal-kinds.ts';
import { GrowingBytes } from '../bytes/growing-bytes.ts';
import { decodeState, encodeState } from './encoding.ts';
import { createJournal } from './journal.ts';
import { readValue, writeValue } from './stored-value.ts';

setFlagsFromString('--allow-natives-syntax');
/** Whether V8 lays two objects out alike. */
const haveSameShape = new Function('a', 'b', 'return %HaveSameMap(a, b)') as (a: object, b: object) => boolean;

const advance = createAdvance(await loadSignalKinds());
const noPlaces = buildPlacesIndex([]);

/** A customer who is known by a name and by positions, as this engine reads them back. */
function storedCustomer(i: number): CustomerState {
  const id = `c${i}`;
  const { state } = readValue(id, null);
  const journal = createJournal();
  const hear = (kind: string, n: number, value: object) =>
    advance(
      state,
      { id: `${id}-${n}`, kind, customer: id, at: T + n, value } as never,
      noPlaces,
      T,
      undefined,
      undefined,
      true,
      journal,
    );
  const out = new GrowingBytes();
  hear('identify', 1, { traits: { firstName: 'Ada' } });
  const stored = writeValue({ state, revision: 0, journal }, undefined, T, out);
  hear('location', 2, { lat: 52.5, lon: 13.4 });
  writeValue({ state, revision: 1, journal }, stored, T, out);
  const read = readValue(id, out.toString()).state;
  expect(read, 'a whole state and a patch').toMatchObject({ positionAt: T + 2, rests: { lat: 52.5 } });
  return read;
}

/** What else becomes of states while they are in memory. */
const LIVES: readonly ((state: CustomerState) => CustomerState)[] = [
  (state) => state,
  (state) => {
    movementOf(state).entering = { store: T };
    forget(state, 'entering');
    return state;
  },
  (state) => {
    state.reservationsFrom = T;
    state.marks = { mark: 1 };
    state.awaited = undefined;
    return state;
  },
  (state) => pointTo(state, 'other'),
  // As the first release wrote it.
  ({ id }) => decodeState(id, JSON.stringify({ ...emptyState(id), values: [], seen: '', firstAt: T, lastAt: T })),
];

/** A customer who said yes and was written to; read back from what is stored of them where told. */
function heardCustomer(i: number, isRead: boolean): CustomerState {
  const id = `c${i}`;
  const { state } = readValue(id, null);
  const hear = (kind: string, n: number, value: object) =>
    advance(state, { id: `${id}-${n}`, kind, customer: id, at: T + n, value } as never, noPlaces, T);
  hear('consent', 1, { channel: '*', purpose: '*', granted: true });
  hear('location', 2, { lat: 52.5, lon: 13.4 });
  noteFired(state, 'voucher', T);
  return isRead ? decodeState(id, encodeState(state)) : state;
}

test('all states have one shape, however they came into memory and whatever became of them', () => {
  const states = Array.from({ length: 400 }, (_, i) => LIVES[i % LIVES.length]!(storedCustomer(i)));
  // V8 learns from the first ones which properties hold fractions.
  const [first, ...others] = states.slice(200);
  expect(others.filter((state) => !haveSameShape(first!, state)).length).toBe(0);
});

/** Parts of states whose names are data, as they come to be in memory: by signals, or read from Redis. */
const RECORDS: Readonly<Record<string, (state: CustomerState) => object>> = {
  values: ({ values }) => values,
  consents: ({ consents }) => consents,
  fired: ({ fired }) => fired,
  movement: (state) => Object.assign(movementOf(state), { heard: {} }),
  suppressed(state) {
    suppress(state, 'sms', '+491', { reason: 'blocked', at: T });
    suppress(state, 'email', 'a@b.example', { reason: 'bounced', at: T });
    liftBlock(state, 'sms', T);
    return state.suppressed;
  },
};

test.each(Object.keys(RECORDS))('their %s have few shapes, whatever other objects of the process are named', (name) => {
  // Plain objects alive, with more names than V8 notes at one shape.
  const crowd = Array.from({ length: 3_000 }, (_, i) => {
    const one: Record<string, number> = {};
    one[`${name}-${i}`] = i;
    return one;
  });
  const records = Array.from({ length: 200 }, (_, i) => RECORDS[name]!(heardCustomer(i, i % 2 === 0)));
  const shapes: object[] = [];
  for (const record of records) if (!shapes.some((shape) => haveSameShape(shape, record))) shapes.push(record);
  expect(crowd.length).toBe(3_000);
  expect(shapes.length).toBeLessThan(4);
});

test('a record of a state is a plain object to everybody else', () => {
  const { consents, values } = heardCustomer(1, false);
  expect([consents, values].map(Object.getPrototypeOf)).toStrictEqual([Object.prototype, Object.prototype]);
  expect(z.record(z.string(), z.object({ granted: z.boolean() })).safeParse(consents).success).toBe(true);
});
