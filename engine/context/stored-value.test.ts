import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FAR_AWAY, placeAt, THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import { createAdvance } from '../../triggers/hearing/advance.ts';
import { mergeInto } from '../../triggers/hearing/merge.ts';
import type { PlacesIndex } from '../../triggers/places/contract.ts';
import type { CustomerState, Journal } from '../../triggers/state/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { noteFired, noteReceipt, release, reserve } from '../../triggers/state/reservations.ts';
import { remember } from '../../triggers/state/seen.ts';
import { loadSignalKinds } from '../../triggers/vocabulary/signal-kinds.ts';
import { GrowingBytes } from '../bytes/growing-bytes.ts';
import { createJournal } from './journal.ts';
import { SeenBytes } from './seen-bytes.ts';
import { REVISION_DIGITS, readValue, type Stored, writeValue } from './stored-value.ts';

const kinds = await loadSignalKinds();
const advance = createAdvance(kinds);

/**
 * A customer in memory, and what is stored of them as `commit.lua` does it. A deaf journal is not told one kind of
 * notes.
 */
class Kept {
  readonly state: CustomerState = emptyState('c1');
  readonly journal = createJournal();
  readonly whole: number[] = [];
  text = '';
  revision = 0;
  #stored: Stored | undefined;

  constructor(deafTo?: keyof Journal) {
    if (deafTo) this.journal[deafTo] = () => false;
  }

  commit(now = 0): void {
    const out = new GrowingBytes();
    this.#stored = writeValue(this, this.#stored, now, out);
    const value = out.toString();
    if (!value.startsWith('\n')) this.whole.push(this.revision + 1);
    this.text = value.startsWith('\n') ? this.text + value : value;
    this.revision++;
  }

  /** What another engine reads, without what only memory has. */
  read(): unknown {
    const { state, revision } = readValue('c1', this.text);
    return { revision, state: plain(state) };
  }
}

const plain = ({ seen, ...state }: CustomerState) => ({
  ...(JSON.parse(JSON.stringify(state)) as object),
  seen: seen?.format() ?? '',
});

const store = placeAt('store', 1, 1);
const mall = placeAt('mall', 1, 1);
const places: PlacesIndex = {
  places: new Map([store, mall].map((place) => [place.id, place])),
  holding: ({ lat }) => [store, mall].filter(({ id }) => Math.floor(lat) % (id === 'store' ? 2 : 3) === 1),
  ...FAR_AWAY,
};

const examples = [...kinds.values()]
  .filter(({ about }) => about === 'customer')
  .flatMap(({ name, examples }) =>
    examples
      .filter(({ ok }) => ok)
      .map(({ value }) => ({ kind: name, value: value as Readonly<Record<string, unknown>> })),
  );
const signal = fc
  .record({
    what: fc.oneof(
      fc.constantFrom(...examples),
      fc.record({
        kind: fc.constant('location'),
        value: fc.record({ lat: fc.integer({ min: 0, max: 6 }), lon: fc.constant(1) }),
      }),
      fc.record({
        kind: fc.constant('cart'),
        value: fc.record(
          { id: fc.constantFrom('a', 'b'), value: fc.nat(90), currency: fc.constant('EUR') },
          { requiredKeys: ['id'] },
        ),
      }),
    ),
    // Some come late, some twice, some in one instant.
    at: fc.integer({ min: -20_000, max: 90_000 }),
    id: fc.nat(60),
  })
  .map(({ what, at, id }) => ({ ...what, id: `s${id}`, customer: 'c1', at: T + at }));

/** What a decision does to a state besides: any of it, or nothing. */
const effect = fc.oneof(
  { weight: 6, arbitrary: fc.constant((_: CustomerState) => undefined) },
  fc.nat(5).map((i) => (state: CustomerState) => {
    reserve(state, { id: `d${i}`, at: T + i, trigger: `t${i % 2}`, channel: 'in-app', purpose: 'offers' }, []);
  }),
  // Two of them, and so much later that earlier ones are forgotten.
  fc.nat(5).map((i) => (state: CustomerState) => {
    for (const id of [`a${i}`, `b${i}`]) {
      reserve(
        state,
        { id, at: T + i * 4 * 86_400_000, trigger: `t"${i % 3}`, channel: 'in-app', purpose: 'offers' },
        [],
      );
    }
  }),
  fc.nat(2).map((i) => (state: CustomerState) => noteFired(state, `t${i}`, T + i)),
  fc.nat(5).map((i) => (state: CustomerState) => release(state, `d${i}`)),
  fc.nat(5).map((i) => (state: CustomerState) => noteReceipt(state, `d${i}`, 'opened', T)),
  fc.nat(2).map((i) => (state: CustomerState) => {
    state.timers[`t|${i}`] = { dueAt: T + i, trigger: 't', key: `${i}` };
  }),
  fc.nat(2).map((i) => (state: CustomerState) => {
    delete state.timers[`t|${i}`];
  }),
  fc.jsonValue().map((memory) => (state: CustomerState) => {
    state.memory.ünread = memory;
  }),
  fc.constant((state: CustomerState) => {
    delete state.memory.ünread;
  }),
  fc.jsonValue().map((mark) => (state: CustomerState) => {
    state.marks = { mark };
  }),
  fc.constant((state: CustomerState) => {
    state.marks = undefined;
  }),
  fc.nat(60).map((i) => (state: CustomerState, journal: Journal) => {
    remember(state, `s${i}`, T, journal);
  }),
  fc.nat(60).map((i) => (state: CustomerState, journal: Journal) => {
    const other = emptyState(`a${i}`);
    advance(
      other,
      { id: `s${i}`, kind: 'location', customer: other.id, at: T + i, value: { lat: i % 6, lon: 1 } },
      places,
      T,
    );
    mergeInto(state, other, undefined, undefined, journal);
  }),
  fc.nat(3).map((revision) => (state: CustomerState) => {
    state.definitions = revision;
  }),
);
const batch = fc.record({
  signals: fc.array(signal, { minLength: 1, maxLength: 4 }),
  effect,
  now: fc.constantFrom(0, 1, 86_400_000),
});

type Batch = typeof batch extends fc.Arbitrary<infer T> ? T : never;

/** Takes a customer through batches, and finds the first commit after which what is stored is not what is in memory. */
function findDifference(batches: readonly Batch[], kept: Kept): { readonly stored: unknown; readonly memory: unknown } {
  for (const { signals, effect, now } of batches) {
    for (const one of signals) advance(kept.state, one, places, T, undefined, undefined, true, kept.journal);
    effect(kept.state, kept.journal);
    kept.commit(now);
    const both = { stored: kept.read(), memory: { revision: kept.revision, state: plain(kept.state) } };
    if (!isDeepStrictEqual(both.stored, both.memory)) return both;
  }
  return { stored: undefined, memory: undefined };
}

test('what is stored reads as what is in memory, after each commit, whatever the signals and decisions', () => {
  let patches = 0;
  fc.assert(
    fc.property(fc.array(batch, { maxLength: 40 }), (batches) => {
      const { kept } = walker();
      const { stored, memory } = findDifference(batches, kept);
      expect(stored).toEqual(memory);
      patches += kept.revision - kept.whole.length;
    }),
    { numRuns: 1_500 },
  );
  expect(patches).toBeGreaterThan(2_000);
});

test.each(['noteHeard', 'noteRemembered', 'noteRewritten'] as const)(
  'a change that the journal is not told of by %s is found out',
  (note) => {
    const { failed } = fc.check(
      fc.property(fc.array(batch, { maxLength: 40 }), (batches) => {
        const { stored, memory } = findDifference(batches, walker(new Kept(note)).kept);
        return isDeepStrictEqual(stored, memory);
      }),
      { numRuns: 1_500, endOnFailure: true },
    );
    expect(failed).toBe(true);
  },
);

/** A customer with something to their name, and a fix of theirs. */
function walker(kept = new Kept()) {
  let count = 0;
  const hear = (kind: string, value: Readonly<Record<string, unknown>>) => {
    const signal = { id: `s${++count}`, kind, customer: 'c1', at: T + count * 1_000, value };
    advance(kept.state, signal, places, T, undefined, undefined, true, kept.journal);
  };
  const walk = (now = 0) => {
    hear('location', { lat: count / 1_000, lon: 13.4 });
    kept.commit(now);
  };
  const traits = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`trait ${i}`, 'said long ago']));
  hear('identify', { traits });
  kept.commit();
  return { kept, hear, walk };
}

test('a signal adds what it changed', () => {
  const { kept, walk } = walker();
  const before = kept.text;
  walk();
  expect(kept.text.startsWith(`${before}\n[`)).toBe(true);
  expect(kept.text.slice(before.length)).toMatch(
    /^\n\[\d{13},0,"[0-9a-z]{14}",2,\[\["location",0,300000,-29,0\.001,-30,13\.4\]\],\{"rests":\{"lat":0\.001,"lon":13\.4,"since":0\}\}\]0{9}2$/,
  );
});

test('a kind by which nothing is known any more is said, and so is what is empty now', () => {
  const { kept, hear, walk } = walker();
  kept.state.timers['t|1'] = { dueAt: T, trigger: 't', key: '1' };
  walk();
  hear('cart', { id: 'a', value: 7 });
  kept.commit();
  hear('cart', { id: 'a', value: 7 });
  for (const field of Object.keys(kept.state.values)) if (field.startsWith('cart.')) delete kept.state.values[field];
  delete kept.state.timers['t|1'];
  kept.commit();
  expect(kept.text).toMatch(/\[\["cart",0\]\],\{"timers":null\}\]0{9}4$/);
  expect(kept.read()).toEqual({ revision: 4, state: plain(kept.state) });
});

test('a state is written whole when its patches are as long as it is, and what is stored stays in bounds', () => {
  const { kept, walk } = walker();
  for (let i = 0; i < 200; i++) walk();
  const [first, second] = kept.whole.slice(1);
  expect(kept.whole.length).toBeGreaterThan(5);
  expect(second! - first!).toBeGreaterThan(5);
  expect(kept.text.length).toBeLessThan(2.5 * kept.text.split('\n')[0]!.length);
});

test('a state is written whole once a day, after a message that was taken back, and after a merge', () => {
  const { kept, walk } = walker();
  walk(86_399_999);
  walk(86_400_000);
  expect(kept.whole).toEqual([1, 3]);
  reserve(kept.state, { id: 'd', at: T, trigger: 't', channel: 'in-app', purpose: 'offers' }, []);
  walk(86_400_000);
  expect(kept.text).toMatch(/,\[\[\d{13},"d","t","in-app","offers"\]\],1,\{"t":\d{13}\}\]0{9}4$/);
  release(kept.state, 'd');
  walk(86_400_000);
  mergeInto(kept.state, { ...emptyState('a1'), lastAt: T }, undefined, undefined, kept.journal);
  walk(86_400_000);
  expect(kept.whole).toEqual([1, 3, 5, 6]);
});

test('what earlier releases stored is read, with its revision in front, and nobody is a customer at revision 0', () => {
  for (const mark of ['1', '2']) {
    const { state, revision } = readValue(
      'c1',
      `0000000041${mark}[1,5,9,0,0,"",[["location",1,300000,"location.fleet",2]],[],{},{},3]`,
    );
    expect(revision).toBe(41);
    expect(state).toMatchObject({ lastAt: 9, definitions: 3, values: { 'location.fleet': { v: 2, at: 8 } } });
  }
  const patched = '0000000041' + '3[1,5,9,0,0,"",[["location",1,300000,"location.fleet",2]],[],{},{},3]0000000041';
  expect(readValue('c1', `${patched}\n[12,0,"",0,[["location",0]],{"aliases":["a"]}]0000000042`)).toMatchObject({
    revision: 42,
    state: { lastAt: 12, values: {}, aliases: ['a'] },
  });
  expect(readValue('c1', null)).toEqual({ state: { ...emptyState('c1'), seen: new SeenBytes() }, revision: 0 });
  const newer = `${'7'.padStart(REVISION_DIGITS, '0')}5[1]`;
  expect(() => readValue('c1', newer)).toThrow("was written by a newer release (mark '5')");
});

test('where a customer rests is read from states and patches of the release that kept it with the movement', () => {
  const rests = { lat: 52.5, lon: 13.4, since: 7 };
  const movement = (member: object) => JSON.stringify({ movement: member });
  const whole = (member: object) => `00000000414[1,5,9,9,0,"",[],[],{},${movement(member)}]`;
  const alone = readValue('c1', `${whole({ rests })}0000000041`).state;
  expect(alone).toMatchObject({ rests });
  expect(alone.movement).toBeUndefined();
  const suspect = { lat: 1, lon: 2, accuracyMetres: 3, at: 4 };
  const patched = `${whole({ rests, suspect })}0000000041\n[12,0,"",0,[],${movement({ rests: { ...rests, since: 11 }, suspect })}]0000000042`;
  expect(readValue('c1', patched)).toMatchObject({
    revision: 42,
    state: { rests: { since: 11 }, movement: { suspect } },
  });
});
