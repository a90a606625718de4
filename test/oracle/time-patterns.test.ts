import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { runOf } from '../support/waker-run.ts';
import { absenceWakes, type Seen, sequenceWakes, windowWakes } from './time-patterns.ts';

/** Random streams against wakers as the engine runs them; all together are to be 100,000 moments. */
const RUNS = 500;
const LONGEST = 60;
let moments = 0;
afterAll(() => expect(moments).toBeGreaterThan(100_000));

const NAMES = ['a', 'b', 'c'];
const event = (name: string) => ({ signal: { kind: 'event', name } });
const seen = fc.record({
  at: fc.integer({ min: 0, max: 40 }),
  name: fc.constantFrom(...NAMES),
  key: fc.constantFrom('x', 'x', 'y', undefined),
  amount: fc.integer({ min: -3, max: 9 }),
});
/** In order of time, several at the same time. */
const inOrder = fc.array(seen, { minLength: 20, maxLength: LONGEST }).map((gaps) => {
  let at = 0;
  return gaps.map((one): Seen => {
    at += one.at > 20 ? one.at - 20 : 0;
    return { ...one, at };
  });
});
/** Each comes after at most five that are younger. */
const disordered = fc
  .tuple(inOrder, fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { minLength: LONGEST, maxLength: LONGEST }))
  .map(([stream, delays]) =>
    stream
      .map((one, i) => ({ one, order: i + delays[i]! }))
      .sort((a, b) => a.order - b.order)
      .map(({ one }) => one),
  );
const anyOrder = fc.oneof(inOrder, disordered);
const within = fc.integer({ min: 1, max: 120 });

/** When the waker woke, of a stream in the order it came. */
function wakesOf(on: unknown, stream: readonly Seen[]): readonly number[] {
  const run = runOf(on);
  for (const { at, name, key, amount } of stream) run.event(at, name, { key, amount });
  run.tick(100_000);
  moments += stream.length;
  return run.seconds;
}

/** What the oracle says for each key on its own, together. */
function byKey(
  stream: readonly Seen[],
  isCorrelated: boolean,
  wakes: (mine: readonly Seen[]) => readonly number[],
): readonly number[] {
  if (!isCorrelated) return wakes(stream);
  return ['x', 'y'].flatMap((key) => wakes(stream.filter((one) => one.key === key)));
}

const sorted = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b);
const correlate = (isCorrelated: boolean) => (isCorrelated ? { 'correlate-by': 'key' } : {});

test('sequences', () => {
  const steps = fc.array(fc.constantFrom(...NAMES), { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(anyOrder, steps, within, fc.boolean(), (stream, names, seconds, isCorrelated) => {
      const on = { sequence: { steps: names.map(event), within: `${seconds}s`, ...correlate(isCorrelated) } };
      const expected = byKey(stream, isCorrelated, (mine) => sequenceWakes(mine, names, seconds));
      expect(sorted(wakesOf(on, stream))).toEqual(sorted(expected));
    }),
    { numRuns: 2 * RUNS },
  );
});

const policy = fc.constantFrom('restart', 'keep-first', 'each');

test('absences', () => {
  fc.assert(
    fc.property(
      inOrder,
      fc.constantFrom('b', 'a'),
      within,
      policy,
      fc.boolean(),
      (stream, not, seconds, again, isCorrelated) => {
        const on = {
          absence: { after: event('a'), not: event(not), within: `${seconds}s`, again, ...correlate(isCorrelated) },
        };
        const expected = byKey(stream, isCorrelated, (mine) => absenceWakes(mine, ['a', not], seconds, again));
        // Two keys that are due at the same time wake at the same time.
        expect(sorted(wakesOf(on, stream))).toEqual(sorted(expected));
      },
    ),
    { numRuns: 3 * RUNS },
  );
});

test('absences whose signals come out of order, though not across the end of a wait', () => {
  const cluster = fc
    .uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 5 })
    .chain((ats) => fc.tuple(...ats.map((at) => seen.map((one) => ({ ...one, at })))));
  const clusters = fc.array(cluster, { minLength: 4, maxLength: 15 });
  fc.assert(
    fc.property(clusters, fc.integer({ min: 0, max: 4 }), policy, (groups, hundreds, again) => {
      const stream = groups.flatMap((group, i) => group.map((one): Seen => ({ ...one, at: i * 100 + one.at })));
      const seconds = hundreds * 100 + 50;
      const on = { absence: { after: event('a'), not: event('b'), within: `${seconds}s`, again } };
      const expected = absenceWakes(
        stream.toSorted((a, b) => a.at - b.at),
        ['a', 'b'],
        seconds,
        again,
      );
      expect(sorted(wakesOf(on, stream))).toEqual(sorted(expected));
    }),
    { numRuns: 2 * RUNS },
  );
});

test.each([
  ['count', {}, (window: readonly Seen[]) => window.length],
  ['sum', { property: 'amount' }, (window: readonly Seen[]) => window.reduce((sum, { amount }) => sum + amount, 0)],
  ['distinct', { property: 'amount' }, (window: readonly Seen[]) => new Set(window.map(({ amount }) => amount)).size],
] as const)('windows: %s', (waker, more, levelOf) => {
  const least = fc.integer({ min: 2, max: waker === 'sum' ? 15 : 5 });
  fc.assert(
    fc.property(anyOrder, within, least, fc.boolean(), (stream, seconds, level, may) => {
      const isCorrelated = may && waker !== 'distinct';
      const on = {
        [waker]: { of: event('a'), within: `${seconds}s`, 'at-least': level, ...more, ...correlate(isCorrelated) },
      };
      const counted = stream.filter(({ name }) => name === 'a');
      const expected = byKey(counted, isCorrelated, (mine) => windowWakes(mine, seconds, level, levelOf));
      expect(sorted(wakesOf(on, stream))).toEqual(sorted(expected));
    }),
    { numRuns: RUNS },
  );
});
